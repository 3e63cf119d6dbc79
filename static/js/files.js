/* input[type=file][data-max-bytes]: the files chosen are listed under the field, and one
   that is too big is refused here, with a sentence, before anything is sent. The list is
   made after the input; an element with data-files="id of the input" takes it instead. */

const MIB = 1024 * 1024;

/** 1,2 MB, as the filter file_size of the templates writes it. */
function size(bytes) {
  const kib = Math.round(bytes / 1024);
  if (bytes < 1024) return `${bytes}\u00a0byte`;
  if (kib < 1024) return `${kib}\u00a0KB`;
  return `${(bytes / MIB).toFixed(1).replace(".", ",")}\u00a0MB`;
}

function placeOf(input) {
  const named = input.id && document.querySelector(`[data-files="${CSS.escape(input.id)}"]`);
  if (named) return named;
  const place = document.createElement("div");
  place.dataset.files = input.id ||= `tep-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  input.after(place);
  return place;
}

function row(file) {
  const item = document.createElement("li");
  const kind = document.createElement("span");
  const name = document.createElement("span");
  const small = document.createElement("small");
  const dot = file.name.lastIndexOf(".");
  kind.className = "ft";
  kind.textContent = dot > 0 ? file.name.slice(dot + 1).toUpperCase() : "TỆP";
  small.textContent = size(file.size);
  name.append(file.name, small);
  item.append(kind, name);
  return item;
}

function sentence(files, limit) {
  const heavy = files.filter((file) => file.size > limit);
  if (heavy.length) {
    const names = heavy.map((file) => `${file.name} (${size(file.size)})`).join(", ");
    return `Mỗi tệp không quá ${size(limit).replace(",0", "")}: ${names}. Nén hoặc chia nhỏ rồi chọn lại.`;
  }
  const hollow = files.find((file) => file.size === 0);
  return hollow ? `Tệp ${hollow.name} rỗng. Chọn tệp khác.` : "";
}

function onChange(event) {
  const input = event.target;
  if (!input.matches?.("input[type=file][data-max-bytes]")) return;
  const files = [...input.files];
  const wrong = sentence(files, Number(input.dataset.maxBytes));
  const place = placeOf(input);
  const list = document.createElement("ul");
  list.className = "files";
  list.append(...files.map(row));
  place.replaceChildren(list);
  place.setAttribute("aria-live", "polite");
  // The browser itself then holds the form back.
  input.setCustomValidity(wrong);
  input.toggleAttribute("aria-invalid", false);
  if (!wrong) return;
  input.setAttribute("aria-invalid", "true");
  const error = document.createElement("p");
  error.className = "err";
  error.textContent = wrong;
  place.prepend(error);
}

export function startFiles() {
  document.addEventListener("change", onChange);
}
