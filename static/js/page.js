/* Small things that several parts need. */

export const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

const icons = JSON.parse(document.getElementById("state-icons")?.textContent ?? "{}");

/** Point an element and its icon at a state code; unknown codes look like "giao". */
export function paint(element, code) {
  const known = code in icons ? code : "giao";
  element.dataset.st = known;
  element.querySelector("use").setAttribute("href", `#i-${icons[known]}`);
}

export const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export const clock = (moment) =>
  new Intl.DateTimeFormat("vi-VN", {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh",
  }).format(moment);

/** Only addresses of this site are followed from what a socket says. */
export function ownAddress(url) {
  if (!url) return "";
  const address = new URL(url, location.href);
  return address.origin === location.origin ? address.href : "";
}

export const isTyping = (element) =>
  element instanceof Element
  && element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
