/* The search box of the frame: results under it as one types (htmx brings them into
   #tim-nhanh), arrow keys walk them while the focus stays in the box, Enter opens the
   one that is marked, Escape closes them, a second time leaves the box. Without script
   the box is a form that leads to the page of the search. */

const box = () => document.getElementById("q");
const place = () => document.getElementById("tim-nhanh");
const options = () => [...(place()?.querySelectorAll("[role=option]") ?? [])];
const marked = () => place()?.querySelector("[aria-selected=true]") ?? null;

function mark(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) {
    box().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    box().removeAttribute("aria-activedescendant");
  }
}

function show(open) {
  const is = open && options().length > 0;
  place().hidden = !is;
  box().setAttribute("aria-expanded", String(is));
  if (!is) mark(null);
}

function step(by) {
  const all = options();
  if (place().hidden) show(true);
  if (!all.length) return;
  const here = all.indexOf(marked());
  const next = here === -1 ? (by > 0 ? 0 : all.length - 1) : here + by;
  mark(all[next] ?? null); // past the ends: back to what was typed
}

function onKey(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && marked()) {
    marked().click();
  } else if (event.key === "Escape") {
    if (place().hidden) box().blur();
    else show(false);
  } else {
    return;
  }
  event.preventDefault();
}

export function startSearch() {
  if (!box() || !place()) return;
  const form = box().form;
  box().addEventListener("keydown", onKey);
  box().addEventListener("focus", () => show(box().value.trim() !== ""));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  // A press on a result must not take the focus, which would close them first.
  place().addEventListener("pointerdown", (event) => event.preventDefault());
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === place()) show(document.activeElement === box());
  });
}
