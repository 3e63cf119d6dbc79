/* Ticking many rows of a list ([data-pick-range] around .pick boxes): with Shift held, a
   click ticks all from the last one on; [data-pick-all] holds a box for the whole page,
   shown where this runs. Each box tells its change itself, so counts and memory follow. */
function turn(box, on) {
  if (box.checked === on || box.disabled) return;
  box.checked = on;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function prepare(area) {
  for (const all of area.querySelectorAll("[data-pick-all]")) all.hidden = !area.querySelector(".pick");
}

export function startPickRange() {
  const area = document.querySelector("[data-pick-range]");
  if (!area) return;
  let last = null;
  prepare(area);
  document.body.addEventListener("htmx:afterSettle", () => prepare(area));
  area.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches?.(".pick")) return;
    const boxes = [...area.querySelectorAll(".pick")];
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)];
    if (event.shiftKey && from !== -1) {
      for (const one of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) turn(one, box.checked);
    }
    last = box;
  });
  area.addEventListener("change", (event) => {
    if (!event.target.closest?.("[data-pick-all]")) return;
    for (const box of area.querySelectorAll(".pick")) turn(box, event.target.checked);
  });
}
