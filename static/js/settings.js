/* What a person chooses for this machine: ground (theme) and shortcut keys.
   [data-theme-choice] holds radios named "theme"; [data-keys-switch] is a checkbox. */

export const keysAreOn = () => localStorage.getItem("keys") !== "off";

function chooseTheme(value) {
  if (value) {
    localStorage.setItem("theme", value);
    document.documentElement.dataset.theme = value;
  } else {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset.theme;
  }
}

function showKeys() {
  document.documentElement.classList.toggle("no-keys", !keysAreOn());
}

export function startSettings() {
  const theme = localStorage.getItem("theme") ?? "";
  for (const radio of document.querySelectorAll("[data-theme-choice] input")) {
    radio.checked = radio.value === theme;
    radio.addEventListener("change", () => chooseTheme(radio.value));
  }
  for (const box of document.querySelectorAll("[data-keys-switch]")) {
    box.checked = keysAreOn();
    box.addEventListener("change", () => {
      localStorage.setItem("keys", box.checked ? "on" : "off");
      showKeys();
    });
  }
  showKeys();
}
