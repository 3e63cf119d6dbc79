/* Every request of the intake page says what the page shows, so that the answer can bring
   just what is other by now: [data-seen="18:3"] in each card, the shape of the paper
   (#van-ban[data-shape]), the version of the document, the card that is open. */

let page = null;

export const seenOf = () =>
  [...document.querySelectorAll("#ds-viec [data-seen]")].map((one) => one.dataset.seen);

export const versionOf = (number) =>
  document.querySelector(`#v${CSS.escape(number)} [data-seen]`)?.dataset.seen.split(":")[1] ?? "";

/** What is typed and not sent yet, or where the caret stands in a field. */
function isBusy(card) {
  const active = document.activeElement;
  if (card.contains(active) && active.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return true;
  if (card.querySelector("form.htmx-request")) return true;
  return [...card.querySelectorAll("textarea, input.input")].some((one) => one.value !== one.defaultValue && one.matches(":focus"));
}

export function parameters() {
  const open = document.querySelector("#ds-viec details[open]")?.closest(".xcard");
  return {
    seen: seenOf().join(" "),
    seen_shape: document.getElementById("van-ban")?.dataset.shape ?? "",
    seen_document: document.querySelector("#thong-tin [name=version]")?.value ?? page.dataset.version,
    seen_open: open?.dataset.item ?? "",
    seen_busy: open && isBusy(open) ? "1" : "",
    loc: page.dataset.loc,
  };
}

export function startSeen(root) {
  page = root;
  document.body.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb === "get" && !detail.path.startsWith(page.dataset.newsUrl)) return;
    if (!detail.path.startsWith("/van-ban/")) return;
    for (const [name, value] of Object.entries(parameters())) {
      if (!detail.parameters.has?.(name)) detail.parameters[name] = value;
    }
  });
}
