/* Short messages at the edge. Three at once, the others wait in line (ui.css hides them).
   What needs an act ([data-stay]) stays until it is dismissed, the rest goes after 6 s,
   not while the pointer or the focus is on it. The server may put toasts into #toasts
   itself (templates _toast.html and _messages.html). */
import { clock, clone, ownAddress, paint } from "./page.js";

const AT_ONCE = 3;
const SHOWN_MS = 6000;
const NOT_SENT = "Chưa gửi được, mất kết nối máy chủ. Bấm lại khi có mạng.";
const NOT_WRITTEN = "Máy chủ gặp lỗi. Việc vừa làm chưa được ghi.";
const NOT_LOADED = "Chưa tải được nội dung. Thử lại sau ít phút.";

const box = document.getElementById("toasts");

/** One toast; `stays` until dismissed, `failed` is spoken at once. */
export function toast({ text, tone, url = "", at = "", stays = false, failed = false }) {
  const element = clone("t-toast");
  paint(element, tone);
  element.querySelector("[data-text]").textContent = text;
  const time = element.querySelector("[data-at]");
  if (at) time.textContent = clock(new Date(at));
  else time.remove();
  const address = ownAddress(url);
  if (address) {
    const link = element.querySelector("[data-open]");
    link.href = address;
    link.hidden = false;
  }
  element.toggleAttribute("data-stay", stays || failed);
  if (failed) element.setAttribute("role", "alert");
  box.append(element);
  return element;
}

function arm(element) {
  if (element.dataset.armed !== undefined) return;
  element.dataset.armed = "";
  if (element.dataset.stay !== undefined) return;
  let timer = setTimeout(() => element.remove(), SHOWN_MS);
  const hold = () => clearTimeout(timer);
  const go = () => {
    hold();
    timer = setTimeout(() => element.remove(), SHOWN_MS);
  };
  element.addEventListener("pointerenter", hold);
  element.addEventListener("focusin", hold);
  element.addEventListener("pointerleave", go);
  element.addEventListener("focusout", go);
}

const armVisible = () => [...box.querySelectorAll(".toast")].slice(0, AT_ONCE).forEach(arm);

function onNews({ detail: rows }) {
  if (rows.length > AT_ONCE) {
    const stays = rows.some((row) => row.needs_action);
    toast({ text: `Có ${rows.length} thông báo mới, xem ở chuông thông báo.`, tone: "baocao", stays });
    return;
  }
  for (const row of rows) {
    toast({ ...row, text: `${row.who} ${row.did} ${row.code}.`, stays: row.needs_action });
  }
}

function onRefusedRequest(event) {
  const request = event.detail.requestConfig;
  // A silent refresh tries again with the next news: nobody waits for it.
  if (request?.headers["X-Refresh"]) return;
  const wrote = request && request.verb !== "get";
  const gone = event.type !== "htmx:responseError";
  const text = gone ? NOT_SENT : wrote ? NOT_WRITTEN : NOT_LOADED;
  toast({ text, tone: "quahan", failed: true });
}

export function startToasts() {
  if (!box) return;
  new MutationObserver(armVisible).observe(box, { childList: true });
  armVisible();
  box.addEventListener("click", (event) => {
    if (!event.target.closest("[data-dismiss]")) return;
    event.target.closest(".toast").remove();
    box.querySelector("[data-dismiss]")?.focus();
  });
  document.addEventListener("news", onNews);
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, onRefusedRequest);
  }
}
