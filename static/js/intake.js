/* The intake page (templates/workflows/document.html): the paper beside its cards.
   What it does with many cards, the paper, keys and other people is in intake/*.js.

   a[data-card="v18"]      opens that card, on a phone changes the pane too
   a[data-place="5"]       shows the block of the paper of that number
   a[data-pane="list|detail"]  changes the pane of a phone without a new page
   a[data-sheet]           its address is fetched into #hop-thoai, which opens
   [data-leads] [data-supports]  one unit leads; the one that led before, if the paper
                           names it ([data-named]), supports from then on
   [data-other-reason="x"] is shown while the select "reason" of its form stands at x
   input[data-tick="18"]   what is given out; [data-give-words] tells how many,
                           [data-give-item="18"] lists it in the confirming dialog
   [data-err="field"]      a place for what is wrong; who names it in aria-describedby
                           is aria-invalid while it is not empty
   Event "intake:open" on body, detail {card, unsettled, quiet}: the server says which
   card comes next, or that this one is not settled yet; quiet: it only stays open.
   Event "intake:acted": an act is through, its sheet closes. */
import { startFilter } from "./intake/filter.js";
import { startFocus } from "./intake/focus.js";
import { startKeys } from "./intake/keys.js";
import { startNews } from "./intake/news.js";
import { startPaper } from "./intake/paper.js";
import { startPicks } from "./intake/picks.js";
import { startSeen } from "./intake/seen.js";
import { openSheet, startSheets } from "./intake/sheets.js";

const panes = document.getElementById("hai-cot");

/** Show the place of a card in the paper; of a split item also its own words. */
function highlight(card) {
  for (const old of document.querySelectorAll(".doc .on")) old.classList.remove("on");
  const parts = document.querySelectorAll(`.doc .sg[data-of~="${CSS.escape(card.id)}"]`);
  for (const part of parts) part.classList.add("on");
  showPlace(card.dataset.block, parts[0]);
}

function showPlace(position, part) {
  const blocks = document.querySelectorAll(`.doc .blk[data-pos="${CSS.escape(position)}"]`);
  for (const block of blocks) block.classList.add("on");
  (part ?? blocks[0])?.scrollIntoView({ block: part ? "center" : "nearest" });
  return blocks.length > 0;
}

/** `unsettled`: the person was through with it, but something is still asked there. */
function openCard(id, { unsettled = false, quiet = false } = {}) {
  const card = document.getElementById(id);
  const details = card?.querySelector("details");
  if (!details) return false;
  details.open = true;
  if (quiet) return true;
  panes.dataset.view = "detail";
  const wrong = unsettled ? card.querySelector("[aria-invalid=true], [name=lead_unit]") : null;
  card.scrollIntoView({ block: "start" });
  (wrong ?? details.querySelector("summary")).focus({ preventScroll: !wrong });
  return true;
}

function onClick(event) {
  const link = event.target.closest("a[data-card], a[data-place], a[data-pane], a[data-sheet]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.pane) {
    panes.dataset.view = link.dataset.pane;
    scrollTo(0, 0);
  } else if (link.dataset.place) {
    panes.dataset.view = "list";
    if (!showPlace(link.dataset.place)) return;
  } else if (link.dataset.card) {
    if (!openCard(link.dataset.card)) return;
  } else openSheet(link.href);
  event.preventDefault();
}

function onToggle(event) {
  const card = event.target.closest(".xcard");
  if (card && event.target.open) highlight(card);
}

function onLead(radio) {
  const supports = radio.form.querySelectorAll("[data-supports] input");
  for (const box of supports) {
    const leads = box.value === radio.value;
    if (box.disabled && !leads) box.checked = "named" in box.dataset;
    if (leads) box.checked = false;
    box.disabled = leads;
  }
}

/** What this person changed on the card, so that a collision costs nobody anything. */
function rememberTouched(control) {
  const touched = control.form?.elements.touched;
  if (!touched || !control.name) return;
  const names = new Set(touched.value.split(" ").filter(Boolean));
  names.add(control.name);
  if (control.name === "lead_unit") names.add("supporting_units");
  touched.value = [...names].join(" ");
}

function onChange(event) {
  const control = event.target;
  rememberTouched(control);
  if (control.matches("[data-leads] input")) onLead(control);
  if (control.name === "reason") showOtherReason(control.form);
  if (control.matches("[data-tick]")) countTicks();
}

function showOtherReason(form) {
  const field = form.querySelector("[data-other-reason]");
  if (field) field.hidden = form.elements.reason.value !== field.dataset.otherReason;
}

function countTicks() {
  const boxes = [...document.querySelectorAll("[data-tick]")];
  const ticked = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.tick));
  for (const words of document.querySelectorAll("[data-give-words]")) {
    words.textContent = `Giao ${ticked.size} nhiệm vụ`;
    words.closest("button").disabled = ticked.size === 0;
  }
  for (const row of document.querySelectorAll("[data-give-item]")) {
    row.hidden = !ticked.has(row.dataset.giveItem);
  }
}

/** A tick that the person took away stays away when the card is written anew. */
function keepTick({ detail: { target, fragment } }) {
  const old = target.querySelector("[data-tick]");
  const fresh = fragment.querySelector("[data-tick]");
  if (old && fresh && !old.disabled && !old.checked) fresh.checked = false;
}

function markInvalid({ detail: { target } }) {
  if (!target.matches("[data-err]")) return;
  const wrong = target.textContent.trim() !== "";
  for (const control of document.querySelectorAll(`[aria-describedby~="${CSS.escape(target.id)}"]`)) {
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

function flagCard({ detail: { target } }) {
  if (!target.matches("summary")) return;
  target.closest(".xcard").classList.toggle("flag", target.querySelector("[data-st=saphan]") !== null);
}

function prepare(root) {
  for (const form of root.querySelectorAll(".xcard form")) {
    if (form.elements.reason) showOtherReason(form);
  }
  countTicks();
}

document.addEventListener("click", onClick);
document.addEventListener("toggle", onToggle, true);
// On the way down: htmx gathers the form only after the boxes are right.
document.addEventListener("change", onChange, true);
document.body.addEventListener("htmx:oobBeforeSwap", keepTick);
document.body.addEventListener("htmx:oobAfterSwap", markInvalid);
document.body.addEventListener("htmx:oobAfterSwap", flagCard);
document.body.addEventListener("htmx:afterSettle", () => prepare(document));
document.body.addEventListener("intake:open", ({ detail }) => openCard(detail.card, detail));
prepare(document);
for (const details of document.querySelectorAll(".xcard details[open]")) highlight(details.closest(".xcard"));
startSeen(panes);
startSheets();
startPicks(panes);
startPaper();
startFilter();
startFocus();
startKeys(panes);
startNews(panes);
