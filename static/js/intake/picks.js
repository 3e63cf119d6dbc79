/* Choosing several cards to do one thing with them. #hai-cot[data-picking] shows a box
   ([data-pick="18"]) on each card in place of the one that gives out, and the bar #chung
   in place of the act bar. [data-pick-section] ticks all under one heading,
   [data-pick-all] all that are shown, [data-pick-end] ends it. What is picked is kept here
   while cards are written anew. */
import { versionOf } from "./seen.js";
import { openSheet } from "./sheets.js";

const picked = new Set();
let page = null;
let last = null;

const boxes = () => [...document.querySelectorAll("#ds-viec [data-pick]")];
const isShown = (box) => !box.closest(".xcard").hidden;

export const isPicking = () => "picking" in page.dataset;

export function startPicking(on = true) {
  page.toggleAttribute("data-picking", on);
  document.getElementById("nut-chon").setAttribute("aria-pressed", on);
  if (!on) picked.clear();
  show();
}

export function togglePick(number) {
  const box = document.querySelector(`[data-pick="${CSS.escape(number)}"]`);
  if (!box) return;
  if (!isPicking()) startPicking();
  set(box, !picked.has(number));
  show();
}

function set(box, on) {
  if (on) picked.add(box.dataset.pick);
  else picked.delete(box.dataset.pick);
}

function ofSection(key) {
  const found = [];
  let next = document.getElementById(key)?.nextElementSibling;
  for (; next && !next.matches(".xsec"); next = next.nextElementSibling) {
    found.push(...next.querySelectorAll("[data-pick]"));
  }
  return found.filter(isShown);
}

function show() {
  const here = new Set(boxes().map((box) => box.dataset.pick));
  for (const number of picked) if (!here.has(number)) picked.delete(number);
  for (const box of boxes()) {
    box.checked = picked.has(box.dataset.pick);
    box.closest(".xcard").classList.toggle("picked", box.checked);
  }
  for (const box of document.querySelectorAll("[data-pick-section]")) {
    const own = ofSection(box.dataset.pickSection);
    const many = own.filter((one) => one.checked).length;
    box.checked = many > 0 && many === own.length;
    box.indeterminate = many > 0 && many < own.length;
  }
  document.querySelector("[data-picked]").textContent = picked.size;
  document.getElementById("nut-dat-chung").disabled = picked.size < 1;
  document.getElementById("nut-gop").disabled = picked.size < 2;
}

function onChange({ target }) {
  if (target.matches("[data-pick-section]")) {
    for (const box of ofSection(target.dataset.pickSection)) set(box, target.checked);
  } else if (target.matches("[data-pick]")) set(target, target.checked);
  else return;
  show();
}

/** With Shift, all between the one clicked before and this one. */
function onClick(event) {
  const box = event.target.closest?.("[data-pick]");
  if (box) {
    const all = boxes().filter(isShown);
    const [a, b] = [all.indexOf(last), all.indexOf(box)].sort((x, y) => x - y);
    if (event.shiftKey && a >= 0) for (const one of all.slice(a, b + 1)) set(one, box.checked);
    last = box;
  }
  if (event.target.closest("[data-pick-all]")) {
    for (const one of boxes().filter(isShown)) set(one, true);
    show();
  }
  if (event.target.closest("[data-pick-end]")) {
    startPicking(false);
    document.getElementById("nut-chon").focus();
  }
  const button = event.target.closest("#nut-chon");
  if (button) {
    event.preventDefault();
    startPicking(!isPicking());
  }
}

export function openFor(form, url) {
  const query = [...picked].map((number) => `item=${number}:${versionOf(number)}`).join("&");
  if (picked.size) openSheet(`${url}?${query}`);
}

export function startPicks(root) {
  page = root;
  const form = document.getElementById("chung");
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    openFor(form, event.submitter?.getAttribute("formaction") ?? form.action);
  });
  // After setting together the same cards may get more; after merging they are one.
  document.body.addEventListener("htmx:afterSettle", show);
  show();
}
