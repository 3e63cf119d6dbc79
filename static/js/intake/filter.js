/* The field [data-filter-field] shows only the cards that hold its words; marks on letters
   may be left out. Headings without cards go, too. */

const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function apply(field) {
  const wanted = fold(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const card of document.querySelectorAll("#ds-viec .xcard")) {
    const words = fold(card.querySelector("summary").textContent);
    card.hidden = !wanted.every((word) => words.includes(word));
    shown += !card.hidden;
  }
  for (const heading of document.querySelectorAll("#ds-viec .xsec")) {
    let next = heading.nextElementSibling;
    while (next?.matches(".xcard[hidden]")) next = next.nextElementSibling;
    heading.hidden = !next?.matches(".xcard");
  }
  document.getElementById("loc-chu-trong").hidden = shown > 0 || !wanted.length;
  document.getElementById("loc-chu-kq").textContent = wanted.length ? `${shown} việc` : "";
}

export function startFilter() {
  const field = document.getElementById("loc-chu");
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120, field);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field.value) {
      field.value = "";
      apply(field);
      event.preventDefault();
    }
    if (event.key === "Enter" || event.key === "ArrowDown") {
      document.querySelector("#ds-viec .xcard:not([hidden]) summary")?.focus();
      event.preventDefault();
    }
  });
  document.body.addEventListener("htmx:afterSettle", () => field.value && apply(field));
}
