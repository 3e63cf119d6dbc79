/* The line to the server. What is missed while it is down is asked for on return:
   the page knows the last row it saw (<meta name="cursor">).

   to the server   {"type": "hello", "cursor": 41}
   from it         {"type": "rows", "rows": [row…], "cursor": 45, "unread": 2, "inbox": 4}
                   {"type": "row", …row, "unread": 2, "inbox": 4}
                   {"type": "ping"}
   row             id, kind, text, url, mission, version, state, tone, at, needs_action
   Closed with 4401: the session is over, so the line is not asked for again.

   Rows not seen before are sent on as the event "news" on document (detail: the rows);
   figures go into every [data-count="unread"] and [data-count="inbox"]. */
import { clock, meta } from "./page.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const SILENCE_MS = 90000;
const SESSION_OVER = 4401;

const seen = new Set();
let cursor = Number(meta("cursor")) || 0;
let socket = null;
let failures = 0;
let retryTimer = 0;
let silenceTimer = 0;
let serverPings = false;
let leaving = false;

function showCount(name, count) {
  if (count === undefined) return;
  for (const badge of document.querySelectorAll(`[data-count="${name}"]`)) {
    (badge.querySelector("[data-figure]") ?? badge).textContent = count;
    badge.hidden = count === 0;
  }
  if (name !== "unread") return;
  const label = count ? `Thông báo, ${count} mục chưa đọc` : "Thông báo";
  document.getElementById("bell")?.setAttribute("aria-label", label);
}

function receive(message) {
  showCount("unread", message.unread);
  showCount("inbox", message.inbox);
  const rows = message.type === "row" ? [message] : message.rows ?? [];
  cursor = Math.max(cursor, message.cursor ?? 0, ...rows.map((row) => row.id));
  const fresh = rows.filter((row) => !seen.has(row.id));
  for (const row of fresh) seen.add(row.id);
  if (fresh.length) document.dispatchEvent(new CustomEvent("news", { detail: fresh }));
}

function showLive(state, words) {
  const live = document.getElementById("live");
  if (!live || live.dataset.live === state) return;
  live.dataset.live = state;
  live.querySelector(".live-txt").textContent = words;
}

function showBar(words, button = "Thử lại ngay") {
  const bar = document.getElementById("offline");
  if (!bar) return;
  if (words && bar.hidden) {
    bar.querySelector("[data-offline-text]").textContent = words;
    bar.querySelector("[data-retry]").textContent = button;
    bar.querySelector("[data-draft-note]").hidden = !document.querySelector("[data-draft]");
  }
  bar.hidden = !words;
}

function hear() {
  clearTimeout(silenceTimer);
  // A line can die without a word; only a server that pings can be missed.
  if (serverPings) silenceTimer = setTimeout(() => socket.close(), SILENCE_MS);
}

function onOpen() {
  failures = 0;
  socket.send(JSON.stringify({ type: "hello", cursor }));
  showLive("on", "Trực tiếp");
  showBar("");
}

function onMessage(event) {
  const message = JSON.parse(event.data);
  serverPings ||= message.type === "ping";
  hear();
  if (message.type === "rows" || message.type === "row") receive(message);
}

function onClose(event) {
  socket = null;
  clearTimeout(silenceTimer);
  if (leaving) return;
  showLive("off", "Mất kết nối");
  if (event.code === SESSION_OVER) {
    showBar("");
    showBar("Phiên đăng nhập đã kết thúc.", "Đăng nhập lại");
    document.getElementById("offline")?.setAttribute("data-over", "");
    return;
  }
  showBar(`Mất kết nối máy chủ từ ${clock(new Date())}.`);
  // Half fixed, half chance: a server that returns is not met by everyone at once.
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random() / 2);
  failures += 1;
  clearTimeout(retryTimer);
  retryTimer = setTimeout(connect, wait);
}

function connect() {
  clearTimeout(retryTimer);
  if (socket) return;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws/`);
  socket.addEventListener("open", onOpen);
  socket.addEventListener("message", onMessage);
  socket.addEventListener("close", onClose);
}

function retryNow() {
  const bar = document.getElementById("offline");
  if (bar?.hasAttribute("data-over")) location.reload();
  else connect();
}

export function startSocket() {
  if (!document.getElementById("live")) return;
  document.querySelector("[data-retry]")?.addEventListener("click", retryNow);
  addEventListener("online", connect);
  addEventListener("pagehide", () => {
    leaving = true;
    socket?.close();
  });
  addEventListener("pageshow", (event) => {
    leaving = false;
    if (event.persisted) connect();
  });
  connect();
}
