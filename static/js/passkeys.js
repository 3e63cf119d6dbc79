/* Passkeys. A form with input[data-credential] and button[data-passkey]:
   "create" and "get" take what to sign from #passkey-options; "sign-in" asks the form's
   own address for it. The button stays hidden where the browser has no passkeys, and
   [data-no-passkey] is shown; [data-passkey-error] says what went wrong. */

const SENTENCES = {
  NotAllowedError: "Chưa xác nhận trên máy, hoặc đã quá thời gian. Thử lại.",
  InvalidStateError: "Khóa này đã được thêm rồi.",
  SecurityError: "Địa chỉ này không dùng được khóa truy cập: mở bằng tên miền có https, hoặc localhost.",
};
const OTHERWISE = "Không dùng được khóa truy cập lúc này. Thử lại hoặc dùng cách khác.";
const SENT_BYTES = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

// Passkeys belong to a name: an address in figures (127.0.0.1) has none.
const hasName = () => !/^[\d.]+$|^\[/.test(location.hostname);
const isPossible = () => window.isSecureContext && "PublicKeyCredential" in window && hasName();

function bytesOf(text) {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: bytesOf(one.id) }));

function askedToCreate({ publicKey }) {
  return {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
    // Kept on the device where that can be: it then opens without a password, too.
    authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
  };
}

function askedToSign({ publicKey }) {
  return {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
  };
}

function asJson(credential) {
  const response = {};
  for (const name of SENT_BYTES) {
    if (credential.response[name]) response[name] = textOf(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsFor(button) {
  if (button.dataset.passkey !== "sign-in") {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const answer = await fetch(button.form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

async function ceremony(button) {
  const options = await optionsFor(button);
  return button.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: askedToCreate(options) })
    : navigator.credentials.get({ publicKey: askedToSign(options) });
}

function say(form, sentence) {
  const place = form.querySelector("[data-passkey-error]");
  if (!place) return;
  place.textContent = sentence;
  place.hidden = !sentence;
}

async function onClick(event) {
  const button = event.target.closest?.("[data-passkey]");
  if (!button) return;
  const { form } = button;
  say(form, "");
  button.setAttribute("aria-busy", "true");
  try {
    form.querySelector("[data-credential]").value = asJson(await ceremony(button));
    form.submit();
  } catch (error) {
    say(form, SENTENCES[error.name] ?? OTHERWISE);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function show(root) {
  for (const button of root.querySelectorAll("[data-passkey]")) button.hidden = !isPossible();
  for (const note of root.querySelectorAll("[data-no-passkey]")) note.hidden = isPossible();
}

export function startPasskeys() {
  document.addEventListener("click", onClick);
  document.body.addEventListener("htmx:load", (event) => show(event.detail.elt));
  show(document);
}
