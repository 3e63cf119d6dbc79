/* Single keys of the intake page (the table is in templates/_keys.html); off where keys are
   switched off (settings.js), silent while one types, and never inside a dialog.

     J K, arrows       next, previous card        Enter, O    open, close it
     X                 pick it, to do one thing with several
     1 to 9            answer what its card asks first ([data-answers])
     S  M  C           split it; merge the picked; set them together
     A                 add work from the paper    U, Ctrl+Z   undo
     B                 leave it out               G           give out
     V                 its place in the paper
   "/" goes to [data-filter-field] (keyboard.js). */
import { isTyping } from "../page.js";
import { keysAreOn } from "../settings.js";
import { isPicking, openFor, startPicking, togglePick } from "./picks.js";

let page = null;

const cards = () => [...document.querySelectorAll("#ds-viec .xcard:not([hidden])")];
const here = () =>
  document.activeElement?.closest(".xcard") ?? document.querySelector("#ds-viec details[open]")?.closest(".xcard");

function step(by) {
  const all = cards();
  const at = all.indexOf(document.activeElement?.closest(".xcard") ?? here());
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  page.dataset.view = "detail";
  next?.querySelector("summary").focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function press(control) {
  if (!control || control.disabled) return false;
  control.click();
  return true;
}

/** The nth answer to the first question of the open card. */
function answer(number) {
  const place = here()?.querySelector("[data-answers]");
  if (!place) return false;
  if (place.matches("select")) {
    const option = [...place.options].filter((one) => one.value)[number - 1];
    if (!option) return false;
    place.value = option.value;
    place.dispatchEvent(new Event("change", { bubbles: true }));
    place.focus();
    return true;
  }
  const radio = place.querySelectorAll("input")[number - 1];
  if (!radio) return false;
  radio.focus();
  return press(radio);
}

/** A card that is opened by a key is moved up, so that what it asks is in sight. */
function open(summary) {
  if (!summary) return;
  summary.click();
  const card = summary.closest(".xcard");
  if (card.querySelector("details").open) setTimeout(() => card.scrollIntoView({ block: "start" }), 150);
}

function undo() {
  const button = document.getElementById("nut-hoan-tac");
  // What is being saved at this moment belongs to what is undone.
  if (document.querySelector(".xcard form.htmx-request")) setTimeout(undo, 60);
  else press(button);
  return true;
}

const ACTS = {
  J: () => step(1),
  K: () => step(-1),
  O: () => open(here()?.querySelector("summary")),
  X: () => here() && togglePick(here().dataset.item),
  S: () => withBody((card) => press(card.querySelector("[data-act=split]"))),
  B: () => withBody((card) => press(card.querySelector("[data-act=skip]"))),
  M: () => openFor(null, document.getElementById("chung").dataset.mergeUrl),
  C: () => openFor(null, document.getElementById("chung").action),
  A: () => press(document.getElementById("nut-them")),
  U: undo,
  G: () => press(document.getElementById("nut-giao")) || document.getElementById("so-ky-hieu")?.focus(),
  V: () => press(document.querySelector(`a[data-place="${here()?.dataset.block}"]`)) || toPaper(),
};

function toPaper() {
  const card = here();
  if (!card) return;
  page.dataset.view = "list";
  document.querySelector(`.doc .blk[data-pos="${CSS.escape(card.dataset.block)}"] .ref`)?.focus();
}

/** Some buttons are in the body of a card, which is fetched when it is opened. */
function withBody(act) {
  const card = here();
  if (!card || act(card) || !card.querySelector(".body[hx-get]")) return;
  card.querySelector("details").open = true;
  const later = () => {
    const now = document.getElementById(card.id);
    if (now?.querySelector(".body[hx-get]")) return; // another answer came first
    document.body.removeEventListener("htmx:afterSettle", later);
    if (now) act(now);
  };
  document.body.addEventListener("htmx:afterSettle", later);
}

function onKey(event) {
  if (!keysAreOn() || event.isComposing || event.altKey) return;
  if (document.querySelector("dialog:modal, :popover-open")) return;
  const modified = event.ctrlKey || event.metaKey;
  const typing = isTyping(event.target);
  if (modified) {
    if (!typing && !event.shiftKey && event.key.toLowerCase() === "z") {
      undo();
      event.preventDefault();
    }
    return;
  }
  if (typing) return;
  if (event.key === "Escape" && isPicking()) {
    startPicking(false);
    return;
  }
  if (event.key === "Enter" && event.target.matches?.(".xcard summary")) {
    open(event.target);
    event.preventDefault();
    return;
  }
  const onRadio = event.target.matches?.("input[type=radio]");
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (arrow && !onRadio && event.target.closest?.("summary")) {
    step(arrow);
    event.preventDefault();
    return;
  }
  if (event.key.length !== 1 || event.repeat && !"jkJK".includes(event.key)) return;
  if (/[1-9]/.test(event.key)) {
    if (answer(Number(event.key))) event.preventDefault();
    return;
  }
  const act = ACTS[event.key.toUpperCase()];
  if (!act) return;
  act();
  event.preventDefault();
}

export function startKeys(root) {
  page = root;
  document.addEventListener("keydown", onKey);
}
