/* Words selected in the paper become an item: #them-doan appears while there is a
   selection inside .doc. Where it begins and ends is said as “start of the line:characters
   shown before it in that line” ([data-s] on each line); the server knows the rest. */

const form = document.getElementById("them-doan");
const LONGEST_SHOWN = 80;

/** Characters as the server counts them: by code point, not by UTF-16 unit. */
const lengthOf = (text) => [...text].length;

function placeOf(node, offset) {
  const element = node instanceof Element ? node : node.parentElement;
  const line = element?.closest(".doc [data-s]");
  if (!line) return null;
  const range = document.createRange();
  range.selectNodeContents(line);
  range.setEnd(node, offset);
  return `${line.dataset.s}:${lengthOf(range.toString())}`;
}

/** A selection may end between two lines: then the last line inside it counts. */
function ends(range) {
  const from = placeOf(range.startContainer, range.startOffset);
  const to = placeOf(range.endContainer, range.endOffset);
  if (from && to) return [from, to];
  const lines = [...document.querySelectorAll(".doc [data-s]")].filter((line) => range.intersectsNode(line));
  const [first, final] = [lines[0], lines.at(-1)];
  if (!first) return [null, null];
  return [from ?? `${first.dataset.s}:0`, to ?? `${final.dataset.s}:${lengthOf(final.textContent)}`];
}

function onSelection() {
  const selection = getSelection();
  const paper = document.getElementById("van-ban");
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const inside = range && paper?.contains(range.commonAncestorContainer);
  const words = inside ? selection.toString().trim() : "";
  const [from, to] = words ? ends(range) : [null, null];
  form.hidden = !from || !to;
  if (form.hidden) return;
  form.elements.from.value = from;
  form.elements.to.value = to;
  const shown = words.replace(/\s+/g, " ");
  form.querySelector("[data-words]").textContent =
    `“${shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown}”`;
}

export function startPaper() {
  document.addEventListener("selectionchange", onSelection);
  // The button must not take the selection away before it is pressed.
  form.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
  document.body.addEventListener("intake:acted", () => {
    getSelection().removeAllRanges();
    form.hidden = true;
  });
}
