/* [data-print] prints the page.
   [data-dialog="id"] opens the <dialog> of that id, [data-close] closes the one it is in.
   details[name="decide"]: opening one goes to its first field, Escape closes it. */

function onClick(event) {
  if (event.target.closest("[data-print]")) {
    print();
    return;
  }
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    opener.closest("[popover]")?.hidePopover();
    document.getElementById(opener.dataset.dialog)?.showModal();
    return;
  }
  const dialog = event.target.closest("dialog[open]");
  if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) dialog.close();
}

function onToggle(event) {
  const sheet = event.target;
  if (!(sheet instanceof HTMLDetailsElement) || sheet.name !== "decide" || !sheet.open) return;
  sheet.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
}

function onEscape(event) {
  if (event.key !== "Escape") return;
  const sheet = event.target.closest?.("details[name=decide][open]");
  if (!sheet) return;
  sheet.open = false;
  sheet.querySelector("summary").focus();
}

export function startDialogs() {
  document.addEventListener("click", onClick);
  // "toggle" does not bubble: it is caught on its way down.
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("keydown", onEscape);
}
