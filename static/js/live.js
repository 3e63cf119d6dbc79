/* What an open page does with news.

   [data-notification-rows]   the list in the bell's panel: new rows come on top
   [data-mission="18" data-refresh-url="…"] (data-version="7")
                              is fetched again and replaced when mission 18 changes
   [data-refresh-on="any"][data-refresh-url="…"][data-made-at="2026-06-11T09:42:00+07:00"]
                              the same when any mission changes, but not all the time
   What was unfolded stays so; where somebody writes nothing is replaced, and it is said.
   button.fresh[hidden][data-fresh="action|any|KIND KIND"][data-fresh-text="Có {n} …"]
                              is shown with the number instead of moving rows; pressed,
                              it does its hx-get, or reloads the page where it has none
   a[data-notice="41"]         followed, it marks notice 41 as read (the address stands in
                              #thong-bao[data-read-url]); it is a plain link otherwise
   Event "mission-changed" on body, detail {mission, version}, for whoever else listens. */
import { clock, clone, isTyping, ownAddress, paint } from "./page.js";
import { say } from "./socket.js";
import { toast } from "./toasts.js";

const SPREAD_MS = 600;
const PAUSE_MS = 5000;
const CHANGED =
  "Việc đang mở vừa có thay đổi. Nội dung đang soạn được giữ nguyên; tải lại trang để xem bản mới.";
const due = new Map();
const standing = new WeakMap(); // what was unfolded and focused in what is replaced
let told = null;
let lastRefresh = 0;

function addToPanel(row) {
  const list = document.querySelector("[data-notification-rows]");
  if (!list) return;
  const item = clone("t-notification");
  paint(item, row.tone);
  item.querySelector("[data-who]").textContent = row.who;
  item.querySelector("[data-did]").textContent = row.did;
  const link = item.querySelector("[data-what]");
  link.textContent = `${row.code} ${row.title}`;
  link.dataset.notice = row.id;
  const address = ownAddress(row.url);
  if (address) link.href = address;
  const time = item.querySelector("[data-at]");
  time.textContent = clock(new Date(row.at));
  time.dateTime = row.at;
  item.classList.add("is-fresh");
  list.prepend(item);
  list.previousElementSibling?.removeAttribute("hidden"); // the day above it
  list.parentElement.querySelector("[data-empty]")?.remove();
}

function isInUse(element) {
  const active = document.activeElement;
  if (element.contains(active) && isTyping(active)) return true;
  if (element.querySelector("details[name=decide][open], dialog[open]")) return true;
  return [...element.querySelectorAll("textarea")].some((text) => text.value !== text.defaultValue);
}

/** A fold in words that its successor has, too. */
const foldOf = (details) =>
  details.id || `${details.parentElement.closest("[id]")?.id} ${details.querySelector("summary")?.textContent.trim()}`;

function tellOfChange() {
  if (!told?.isConnected) told = toast({ text: CHANGED, tone: "saphan", url: location.href, stays: true });
}

function refresh(element) {
  due.delete(element);
  if (!element.isConnected) return;
  if (isInUse(element)) {
    tellOfChange();
    return;
  }
  htmx.ajax("GET", element.dataset.refreshUrl, {
    source: element, target: element, swap: "outerHTML", headers: { "X-Refresh": "1" },
  }).then(() => {
    const { unfolded = new Set(), place } = standing.get(element) ?? {};
    for (const details of document.querySelectorAll("main details:not([open])")) {
      if (unfolded.has(foldOf(details))) details.open = true;
    }
    if (place) document.getElementById(place)?.focus({ preventScroll: true });
  });
}

/** Between the question and its answer somebody may have begun to write. */
function onRefreshAnswered(event) {
  const { target, requestConfig, isError } = event.detail;
  // Other parts fetch news, too, and look after their own fields.
  if (isError || !target.dataset.refreshUrl || requestConfig?.elt !== target || !requestConfig.headers["X-Refresh"]) return;
  if (isInUse(target)) {
    event.detail.shouldSwap = false;
    tellOfChange();
    return;
  }
  const active = document.activeElement;
  const unfolded = [...target.querySelectorAll("details[open]")].map(foldOf);
  standing.set(target, { unfolded: new Set(unfolded), place: target.contains(active) ? active.id : "" });
}

/** What shows the whole follows at its own pace, however many changes there are. */
function onAnyChange() {
  for (const element of document.querySelectorAll('[data-refresh-on="any"][data-refresh-url]')) {
    if (due.has(element)) continue;
    const rest = Math.max(0, lastRefresh + PAUSE_MS - Date.now());
    due.set(element, setTimeout(refreshWhole, rest + Math.random() * SPREAD_MS, element));
  }
}

function refreshWhole(element) {
  lastRefresh = Date.now();
  refresh(element);
}

function onMissionChanged({ detail: { mission, version } }) {
  const same = `[data-mission="${CSS.escape(mission)}"][data-refresh-url]`;
  for (const element of document.querySelectorAll(same)) {
    const inner = element.parentElement.closest(same);
    const known = version !== undefined && Number(element.dataset.version) >= version;
    if (inner || known || due.has(element)) continue;
    // Everyone who sees the mission hears of it at once: they ask a little apart.
    due.set(element, setTimeout(refresh, Math.random() * SPREAD_MS, element));
  }
}

/** Who only looks gets no row: the page itself follows the mission that it shows. */
function onLine({ detail: { open } }) {
  const shown = document.querySelector("main [data-mission][data-refresh-url][data-version]");
  if (open && shown) say({ type: "watch", mission: Number(shown.dataset.mission) });
}

function matches(row, wanted) {
  if (wanted === "any") return true;
  if (wanted === "action") return Boolean(row.needs_action);
  return wanted.split(" ").includes(row.kind);
}

function countFresh(rows) {
  for (const button of document.querySelectorAll("[data-fresh]")) {
    const more = rows.filter((row) => matches(row, button.dataset.fresh)).length;
    if (!more) continue;
    const count = Number(button.dataset.waiting ?? 0) + more;
    button.dataset.waiting = count;
    const words = button.dataset.freshText.replace("{n}", count);
    (button.querySelector("[data-text]") ?? button).textContent = words;
    button.hidden = false;
  }
}

function onFreshPressed(event) {
  const button = event.target.closest("[data-fresh]");
  if (!button) return;
  if (!button.hasAttribute("hx-get")) {
    location.reload();
    return;
  }
  button.hidden = true;
  delete button.dataset.waiting;
}

/** The link itself is left to the browser: a new tab, a long press, all work. */
function onNoticeFollowed(event) {
  const link = event.target.closest?.("a[data-notice]");
  const address = document.getElementById("thong-bao")?.dataset.readUrl;
  if (!link?.href || !address || event.button > 1) return;
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  fetch(address.replace("/0/", `/${link.dataset.notice}/`), { method: "POST", headers, keepalive: true });
  link.closest(".nt")?.classList.remove("new");
}

function onNews({ detail: rows }) {
  for (const row of rows) addToPanel(row);
  countFresh(rows);
  for (const { mission, version } of rows) {
    if (!mission) continue;
    document.body.dispatchEvent(new CustomEvent("mission-changed", { detail: { mission, version } }));
  }
}

export function startLive() {
  document.addEventListener("news", onNews);
  document.body.addEventListener("mission-changed", onMissionChanged);
  document.body.addEventListener("mission-changed", onAnyChange);
  document.body.addEventListener("htmx:beforeSwap", onRefreshAnswered);
  document.addEventListener("board", onAnyChange);
  document.addEventListener("line", onLine);
  document.addEventListener("watched", onMissionChanged);
  document.addEventListener("click", onFreshPressed);
  document.addEventListener("click", onNoticeFollowed);
  document.addEventListener("auxclick", onNoticeFollowed);
}
