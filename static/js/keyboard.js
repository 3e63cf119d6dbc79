/* Single keys. "/" goes to the field that filters the page, else to the search field, "?" opens the table of keys. Letters work
   only while the focus is inside [data-keys], never while typing, and only lead to a
   control, they never press it:
     data-key="D" (T, C, …)  a button or link gets the focus; a summary opens its details
     J, K                    next, previous [data-item] link of the list; from the detail,
                             the link with data-key="J" or "K" is followed
     X                       ticks the checkbox of the item that has the focus
   All of it can be switched off (settings.js). */
import { isTyping } from "./page.js";
import { keysAreOn } from "./settings.js";

function goTo(control) {
  const sheet = control.closest("summary")?.parentElement;
  if (sheet) sheet.open = true; // dialogs.js moves the focus into it
  else control.focus();
}

function step(area, key) {
  const items = [...area.querySelectorAll("[data-item]")];
  const here = items.indexOf(document.activeElement.closest("[data-item]")
    ?? document.activeElement.closest("li")?.querySelector("[data-item]"));
  if (here === -1) {
    const link = area.querySelector(`a[data-key="${key}"]`);
    if (link) link.click();
    else items[0]?.focus();
    return;
  }
  items[here + (key === "J" ? 1 : -1)]?.focus();
}

function tick(area) {
  const row = document.activeElement.closest("li")
    ?? area.querySelector("[data-item][aria-current]")?.closest("li");
  row?.querySelector(".pick:not(:disabled)")?.click();
}

function inArea(area, key) {
  if (key === "J" || key === "K") {
    step(area, key);
    return true;
  }
  if (key === "X") {
    tick(area);
    return true;
  }
  const control = area.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!control) return false;
  goTo(control);
  return true;
}

function anywhere(key) {
  if (key === "/") {
    const field = document.querySelector("[data-filter-field]") ?? document.getElementById("q");
    field?.focus();
    return Boolean(field?.checkVisibility());
  }
  if (key !== "?") return false;
  document.getElementById("phim-tat")?.showModal();
  return true;
}

function onKey(event) {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (!keysAreOn() || modified || event.repeat || event.key.length !== 1) return;
  if (isTyping(event.target) || document.querySelector("dialog:modal")) return;
  const area = event.target.closest?.("[data-keys]");
  const done = anywhere(event.key) || (area && inArea(area, event.key.toUpperCase()));
  if (done) event.preventDefault();
}

export function startKeyboard() {
  document.addEventListener("keydown", onKey);
}
