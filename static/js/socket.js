/* The line to the server. What is missed while it is down is asked for on return: the
   page knows how far it has seen (<meta name="cursor">, a number only the server reads).

   to the server   {"type": "hello", "cursor": 41} (and "board": when it was made, from a
                   page that shows the whole: [data-refresh-on="any"][data-made-at])
   from it         {"type": "rows", "rows": [row…], "cursor": 45, "unread": 2, "inbox": 4}
                   {"type": "row", "row": row}
                   {"type": "board"}: something changed somewhere, no word what
                   {"type": "mission", "mission": 18, "version": 7}: the mission that the
                   page watches ({"type": "watch", "mission": 18}) is other now
                   {"type": "ping"}
   row             id, kind, who, did, code, title, note, url, mission, version, state,
                   tone, at, read, needs_action
   A row alone brings no figures: a hello soon after asks for them. A page without a
   cursor takes the first answer as where it begins, not as news.

   A page that is made while an older transaction still runs is told rows again that it
   was made with; their ids stand in the meta's data-seen. The event "figures" (detail:
   {unread}) sets a figure that an answer of the server brought.

   What only one page understands is passed on: say(message) sends it while the line is up,
   the event "said" (detail: the message) brings an answer, "line" (detail: {open}) tells
   that the line came or went.

   Rows not seen before are sent on as the event "news" on document (detail: the rows);
   figures go into every [data-count="unread"] and [data-count="inbox"]. */
import { clock, meta } from "./page.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const SILENCE_MS = 90000;
const FIGURES_AFTER_MS = 1500;
const MOST_IN_BADGE = 99;

const seen = new Set(rowsShownBefore());
let cursor = Number(meta("cursor")) || 0;
let socket = null;
let failures = 0;
let retryTimer = 0;
let silenceTimer = 0;
let figuresTimer = 0;
let opened = false;
let serverPings = false;
let leaving = false;

function showCount(name, count) {
  if (count === undefined) return;
  const words = count > MOST_IN_BADGE ? `${MOST_IN_BADGE}+` : `${count}`;
  for (const badge of document.querySelectorAll(`[data-count="${name}"]`)) {
    (badge.querySelector("[data-figure]") ?? badge).textContent = words;
    badge.hidden = count === 0;
  }
  if (name !== "unread") return;
  const label = count ? `Thông báo, ${words} mục chưa đọc` : "Thông báo";
  document.getElementById("bell")?.setAttribute("aria-label", label);
}

/** Rows that the page was made with, although they may be told once more. */
function rowsShownBefore() {
  const place = document.querySelector('meta[name="cursor"]');
  return (place?.dataset.seen ?? "").split(" ").filter(Boolean).map(Number);
}

function hello() {
  const board = document.querySelector('[data-refresh-on="any"]')?.dataset.madeAt;
  socket?.send(JSON.stringify({ type: "hello", cursor, ...(board && { board }) }));
}

function show(rows, { silently = false } = {}) {
  const fresh = rows.filter((row) => !seen.has(row.id));
  for (const row of fresh) seen.add(row.id);
  if (silently || !fresh.length) return;
  document.dispatchEvent(new CustomEvent("news", { detail: fresh }));
}

function receiveRows(message) {
  const silently = cursor === 0;
  cursor = message.cursor;
  showCount("unread", message.unread);
  showCount("inbox", message.inbox);
  show(message.rows, { silently });
}

function receiveRow(message) {
  show([message.row]);
  // Not at once: rows come in flocks, and many people hear of the same.
  clearTimeout(figuresTimer);
  figuresTimer = setTimeout(hello, FIGURES_AFTER_MS * (1 + Math.random()));
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

/** Send a message of one page's own; false while the line is down. */
export function say(message) {
  if (!opened) return false;
  socket.send(JSON.stringify(message));
  return true;
}

const tellLine = (open) => document.dispatchEvent(new CustomEvent("line", { detail: { open } }));

function onOpen() {
  failures = 0;
  opened = true;
  hello();
  tellLine(true);
  showLive("on", "Trực tiếp");
  showBar("");
}

function onMessage(event) {
  const message = JSON.parse(event.data);
  serverPings ||= message.type === "ping";
  hear();
  if (message.type === "rows") receiveRows(message);
  if (message.type === "row") receiveRow(message);
  if (message.type === "board") document.dispatchEvent(new CustomEvent("board"));
  if (message.type === "mission") document.dispatchEvent(new CustomEvent("watched", { detail: message }));
  if (message.document) document.dispatchEvent(new CustomEvent("said", { detail: message }));
}

/** Whether the person was signed out meanwhile; a closed door alone does not tell. */
async function sessionIsOver() {
  try {
    const answer = await fetch("/", { headers: { Accept: "application/json" }, redirect: "manual" });
    return answer.status === 401;
  } catch {
    return false; // no network: the line will tell when it is back
  }
}

function showOver() {
  clearTimeout(retryTimer);
  showBar("");
  showBar("Phiên đăng nhập đã kết thúc.", "Đăng nhập lại");
  document.getElementById("offline")?.setAttribute("data-over", "");
}

function onClose(event) {
  const refusedAtTheDoor = !opened || event.code > 4000;
  socket = null;
  opened = false;
  clearTimeout(silenceTimer);
  clearTimeout(figuresTimer);
  if (leaving) return;
  tellLine(false);
  showLive("off", "Mất kết nối");
  if (refusedAtTheDoor) sessionIsOver().then((over) => over && showOver());
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
  document.addEventListener("figures", ({ detail }) => showCount("unread", detail.unread));
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
