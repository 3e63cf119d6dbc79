/* #hop-thoai holds one sheet at a time: split, merge, set together, add. It is fetched,
   shown as a modal dialog, and closed when its act is through ("intake:acted"). The focus
   goes back to where it was. */

const dialog = document.getElementById("hop-thoai");
let before = null;

export async function openSheet(url) {
  before = document.activeElement;
  await htmx.ajax("GET", url, { target: dialog, swap: "innerHTML" });
  if (!dialog.querySelector("header")) return; // refused: a toast says why
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
}

/** The caret in the read-only words of an item says where it is cut. */
function onCaret({ target }) {
  const form = target.closest?.("[data-cut]");
  if (!form || !target.matches("textarea")) return;
  const at = target.selectionStart;
  const behind = [...target.value.slice(at)].join("").trim();
  const before = target.value.slice(0, at).trim();
  const possible = Boolean(before && behind);
  form.elements.at.value = possible ? Number(form.dataset.cut) + [...target.value.slice(0, at)].length : "";
  form.querySelector("button").disabled = !possible;
  const words = behind.split(/\s+/).slice(0, 8).join(" ");
  form.querySelector("[data-cut-words]").textContent = possible
    ? `Việc mới bắt đầu từ: “${words}…”`
    : "Đặt con trỏ vào giữa nội dung.";
}

export function startSheets() {
  document.body.addEventListener("intake:acted", () => dialog.open && dialog.close());
  // One way back is enough: the newest.
  document.body.addEventListener("htmx:afterSettle", () => {
    const toasts = [...document.querySelectorAll(".toast[data-undo]")];
    for (const old of toasts.slice(0, -1)) old.remove();
  });
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    if (before?.isConnected) before.focus({ preventScroll: true });
    before = null;
  });
  for (const name of ["keyup", "pointerup", "select"]) dialog.addEventListener(name, onCaret);
}
