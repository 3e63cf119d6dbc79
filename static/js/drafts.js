/* What is being written survives a lost line, a closed page and an ended session.
   textarea[data-draft="key"] is kept on this machine, under the person's own number,
   until it was sent and accepted, or 14 days. A key names the place and the subject,
   e.g. "report-18". Accepted: htmx answered 2xx; or the next page neither is a refusal
   (body[data-refused]) nor shows the same field again as wrong. */
import { meta } from "./page.js";

const DAYS_14_MS = 14 * 24 * 3600 * 1000;
const PAUSE_MS = 400;
const prefix = `draft:${meta("person")}:`;
const place = (field) => prefix + field.dataset.draft;
const SENT = "drafts-sent";

function keep(field) {
  if (field.value.trim()) {
    localStorage.setItem(place(field), JSON.stringify({ text: field.value, at: Date.now() }));
  } else localStorage.removeItem(place(field));
}

function bringBack(root) {
  for (const field of root.querySelectorAll("textarea[data-draft]")) {
    const kept = localStorage.getItem(place(field));
    // What the server sent back after a refusal is newer than what was kept.
    if (!kept || field.value !== "") continue;
    field.value = JSON.parse(kept).text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("draft:")) continue;
    if (Date.now() - JSON.parse(localStorage.getItem(key)).at > DAYS_14_MS) localStorage.removeItem(key);
  }
}

/** After a form was sent the plain way: the page that came tells whether it was taken. */
function settleSent() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "[]");
  sessionStorage.removeItem(SENT);
  if (document.body.hasAttribute("data-refused")) return;
  for (const key of sent) {
    const name = key.slice(key.indexOf(":", 6) + 1);
    const again = document.querySelector(`textarea[data-draft="${CSS.escape(name)}"]`);
    if (!again?.form?.querySelector("[aria-invalid=true]")) localStorage.removeItem(key);
  }
}

const fieldsOf = (form) => [...(form?.querySelectorAll("textarea[data-draft]") ?? [])];

function onSubmit(event) {
  const keys = fieldsOf(event.target).map((field) => {
    clearTimeout(field.draftTimer);
    keep(field);
    return place(field);
  });
  if (!keys.length || event.target.matches("[hx-post], [data-hx-post]")) return;
  sessionStorage.setItem(SENT, JSON.stringify(keys));
}

function onAnswer(event) {
  const { xhr, requestConfig } = event.detail;
  // By the status: a 422 that is swapped counts as successful for htmx.
  if (requestConfig.verb === "get" || xhr.status < 200 || xhr.status >= 400) return;
  for (const field of fieldsOf(event.detail.elt.closest("form"))) localStorage.removeItem(place(field));
}

function onInput(event) {
  const field = event.target;
  if (!field.matches?.("textarea[data-draft]")) return;
  clearTimeout(field.draftTimer);
  field.draftTimer = setTimeout(keep, PAUSE_MS, field);
}

export function startDrafts() {
  if (!meta("person")) return;
  forgetOld();
  settleSent();
  bringBack(document);
  document.addEventListener("input", onInput);
  document.addEventListener("submit", onSubmit);
  document.body.addEventListener("htmx:afterRequest", onAnswer);
  document.body.addEventListener("htmx:load", (event) => bringBack(event.target));
}
