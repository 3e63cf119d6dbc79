/* The upload page (templates/workflows/document_upload.html).

   [data-drop="id"]        files dropped on it, or pasted anywhere but into a text field,
                           become the files of that input
   form[data-uploads="id"] files are sent one by one: each has its own line in that list
                           from the start, the server's line takes its place; the line
                           of a single one leads on to its [data-next]
   input[data-missing="…"] what to say when the box is not ticked
   #t-dang-gui             the line of a file on its way

   Pasted text, a new version, or no script at all: the form is sent as any other. */

const form = document.getElementById("nhap-van-ban");
const input = document.getElementById("tep");
const list = document.getElementById(form.dataset.uploads);
const status = document.getElementById("tin-nhap");
const results = document.getElementById("ket-qua");
const box = document.getElementById("cam-doan");
const SENDING = "Đang gửi";
const CHECKING = "Đang tìm dấu mật và đọc";
const NOT_SENT = "Chưa gửi được, mất kết nối máy chủ. Chọn lại tệp này khi có mạng.";
const STOPPED = "Đã dừng, chưa gửi tới máy chủ.";
let underWay = 0;

// -- Choosing -----------------------------------------------------------------

function take(files) {
  if (!files.length) return;
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
}

function startDrop(zone) {
  zone.querySelector(".drop-words").hidden = false;
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
  });
  zone.addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  // A file that misses the place must not replace the page.
  for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => isFile(event) && event.preventDefault());
  }
}

function onPaste(event) {
  const files = [...(event.clipboardData?.files ?? [])];
  // Word puts a picture of the text beside the text: in a text field the text is meant.
  if (!files.length || event.target.matches?.("textarea, input")) return;
  event.preventDefault();
  take(files);
}

// -- What is wrong before anything is sent -------------------------------------

function limitFiles() {
  const most = Number(input.dataset.maxFiles);
  if (input.validationMessage || input.files.length <= most) return;
  input.setCustomValidity(`Mỗi lần gửi không quá ${most} tệp. Chọn bớt lại.`);
}

const sayMissing = () => box.setCustomValidity(box.checked ? "" : box.dataset.missing);

// -- Sending several -----------------------------------------------------------

function lineOf(file) {
  const line = document.getElementById("t-dang-gui").content.firstElementChild.cloneNode(true);
  const dot = file.name.lastIndexOf(".");
  line.querySelector(".ft").textContent = dot > 0 ? file.name.slice(dot + 1).toUpperCase() : "TỆP";
  line.querySelector("b").textContent = file.name;
  line.querySelector("progress").setAttribute("aria-label", `Tiến độ gửi ${file.name}`);
  line.querySelector("[data-stop]").setAttribute("aria-label", `Hủy gửi ${file.name}`);
  return line;
}

function say(line, words, tone = "giao", icon = "clock") {
  const state = line.querySelector(".st");
  state.dataset.st = tone;
  state.querySelector("use").setAttribute("href", `#i-${icon}`);
  state.querySelector("span").textContent = words;
}

function fail(line, words) {
  say(line, "Chưa nhập được", "quahan", "alert");
  line.querySelector("[data-step]").textContent = words;
  line.querySelector("progress").remove();
  line.querySelector(".acts").replaceChildren();
}

function replace(line, html) {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  const fresh = answer.content.querySelector("li.intake");
  if (!fresh) {
    fail(line, NOT_SENT);
    return null;
  }
  line.replaceWith(fresh);
  htmx.process(fresh);
  return fresh;
}

/** Send one file; resolved when its line says what became of it. */
function send(file, line, { token, declared }) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  body.append("declared", declared);
  body.append("file", file);
  const request = new XMLHttpRequest();
  const bar = line.querySelector("progress");
  return new Promise((done) => {
    line.querySelector("[data-stop]").onclick = () => request.abort();
    request.upload.onprogress = (event) => event.lengthComputable && (bar.value = event.loaded / event.total);
    request.upload.onload = () => {
      say(line, CHECKING, "lam", "half");
      bar.removeAttribute("value");
      line.querySelector(".acts").replaceChildren(); // from here on the server has it
    };
    request.onload = () => done(replace(line, request.responseText));
    request.onerror = () => done(fail(line, NOT_SENT));
    request.onabort = () => done(fail(line, STOPPED));
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    say(line, SENDING, "lam", "up");
    request.send(body);
  });
}

async function sendAll(files) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const sent = { token, declared: box.value };
  const queue = files.map((file) => ({ file, line: lineOf(file), stopped: false }));
  for (const one of queue) {
    one.line.querySelector("[data-stop]").onclick = () => {
      one.stopped = true;
      fail(one.line, STOPPED);
    };
    list.append(one.line);
  }
  results.hidden = false;
  results.scrollIntoView({ block: "nearest" });
  status.textContent = `Đang gửi ${files.length} tệp.`;
  underWay += 1;
  let last;
  for (const one of queue) if (!one.stopped) last = await send(one.file, one.line, sent);
  underWay -= 1;
  if (queue.length === 1 && last?.dataset.next) return location.assign(last.dataset.next);
  status.textContent = `Đã xử lý ${files.length} tệp. Kết quả ở mục Các tệp đã gửi.`;
  return undefined;
}

function release() {
  delete form.dataset.sending; // forms.js holds a form that is being sent
  form.querySelector("[type=submit]").removeAttribute("aria-busy");
}

function onSubmit(event) {
  if (event.defaultPrevented || !input.files.length || form.elements.text.value.trim()) return;
  if (!input.multiple) return; // a new version of a document: the answer is another page
  event.preventDefault();
  const files = [...input.files];
  sendAll(files).finally(() => setTimeout(release));
  form.reset();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

startDrop(document.querySelector("[data-drop]"));
document.addEventListener("paste", onPaste);
document.addEventListener("change", (event) => event.target === input && limitFiles());
form.addEventListener("submit", onSubmit);
box.addEventListener("change", sayMissing);
sayMissing();
addEventListener("beforeunload", (event) => underWay && event.preventDefault());
document.getElementById("loi-nhap")?.scrollIntoView({ block: "nearest" });
