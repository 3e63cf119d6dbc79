/* The inbox opens another item as another page: what was ticked (.pick in .picks; the
   value of data-picks tells one such page from another) stays ticked meanwhile, and the open item ([data-item][aria-current]) is in sight. A box's
   value names the mission's version, so what has changed since is not ticked again. */
import { meta } from "./page.js";

export function startInbox() {
  const list = document.querySelector(".picks");
  if (!list) return;
  const key = `picks:${list.dataset.picks ?? ""}:${meta("person")}`;
  const kept = new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  for (const box of list.querySelectorAll(".pick:not(:disabled)")) box.checked ||= kept.has(box.value);
  list.addEventListener("change", (event) => {
    if (!event.target.matches(".pick")) return;
    const ticked = [...list.querySelectorAll(".pick:checked")].map((box) => box.value);
    sessionStorage.setItem(key, JSON.stringify(ticked));
  });
  list.querySelector("[data-item][aria-current]")?.closest("li").scrollIntoView({ block: "nearest" });
}
