/* A form that writes is sent once: its button is busy until the answer is there.
   form[data-download] answers with a file and may be sent again.
   Common reasons: a checkbox with data-phrase="…" inside a form with a textarea adds
   the phrase to the textarea and takes it out again. */

const buttonOf = (form, submitter) =>
  submitter ?? form.querySelector("button:not([type=button])");

function onSubmit(event) {
  const form = event.target;
  if (form.dataset.sending !== undefined) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method !== "post" && !form.hasAttribute("hx-post")) return;
  // A download leaves the page where it is: nothing would tell that it has come.
  if (form.hasAttribute("data-download")) return;
  form.dataset.sending = "";
  // After this event: the button's own name and value must still be sent.
  setTimeout(() => buttonOf(form, event.submitter)?.setAttribute("aria-busy", "true"));
}

function release(root) {
  const forms = [root, ...root.querySelectorAll("[data-sending]")];
  for (const form of forms) {
    if (form.dataset?.sending === undefined) continue;
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
}

function onPhrase(event) {
  const phrase = event.target.dataset?.phrase;
  const text = phrase && event.target.form?.querySelector("textarea");
  if (!text) return;
  const lines = text.value.split("\n").filter((line) => line.trim() && line !== phrase);
  text.value = [...lines, ...(event.target.checked ? [phrase] : [])].join("\n");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

export function startForms() {
  // On the way down, before htmx hears of it: a second send must not reach htmx either.
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("change", onPhrase);
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.matches("button")) event.detail.elt.setAttribute("aria-busy", "true");
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const sender = event.detail.elt;
    sender.removeAttribute("aria-busy");
    release(sender.closest("form") ?? sender);
  });
  document.body.addEventListener("htmx:validation:halted", (event) => release(event.target));
  addEventListener("pageshow", () => release(document.body));
}
