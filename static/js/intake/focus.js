/* The focus is never lost when cards are written anew: it goes to what has the same id
   now, else to the head of the same card, else to the card that took its place. Nor does
   the list jump: the card that had the focus stays where it stood. */

let held = null;

function remember() {
  const active = document.activeElement;
  if (!active || active === document.body) return;
  const card = active.closest(".xcard");
  const cards = [...document.querySelectorAll("#ds-viec .xcard")];
  held = { id: active.id, card: card?.id, place: cards.indexOf(card), name: active.name, value: active.value };
}

function again({ id, card, place, name, value }) {
  const same = id && document.getElementById(id);
  if (same && !same.disabled) return same;
  const here = document.getElementById(card);
  if (here && name) {
    const control = [...here.querySelectorAll(`[name="${CSS.escape(name)}"]`)].find((one) => one.value === value);
    if (control && !control.disabled) return control;
  }
  if (here) return here.querySelector("summary");
  const cards = document.querySelectorAll("#ds-viec .xcard:not([hidden])");
  if (place >= 0 && cards.length) return cards[Math.min(place, cards.length - 1)].querySelector("summary");
  return document.querySelector("#ds-viec summary") ?? document.getElementById("loc-chu");
}

function bringBack() {
  if (!held || document.querySelector("dialog:modal")) return;
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost) again(held)?.focus({ preventScroll: true });
  held = null;
}

export function startFocus() {
  document.body.addEventListener("htmx:beforeSwap", remember);
  document.body.addEventListener("htmx:afterSettle", bringBack);
  document.body.addEventListener("intake:open", () => setTimeout(bringBack));
}
