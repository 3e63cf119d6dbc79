/* Other people at the same document. The page tells the line which card is open here
   ({"type": "at", "document": 5, "item": 18}) and hears where others are
   ({"type": "at", "who", "seat", "item"}), and that something changed
   ({"type": "document", "document": 5}): then it asks for what is other now. What is being
   typed here is not touched. */
import { say } from "../socket.js";
import { parameters } from "./seen.js";

const SPREAD_MS = 300;
const others = new Map(); // seat → {who, item}
let page = null;
let told = "";
let timer = 0;

const openItem = () => document.querySelector("#ds-viec details[open]")?.closest(".xcard")?.dataset.item ?? null;

function tell(always = false) {
  const item = openItem();
  if (!always && told === item) return;
  if (!say({ type: "at", document: Number(page.dataset.document), item: item ? Number(item) : null })) return;
  told = item;
}

function nameOf(card) {
  return card?.querySelector("summary .t")?.textContent.split(". ")[0] ?? "";
}

function show() {
  const byItem = new Map();
  for (const { who, item } of others.values()) {
    if (item) byItem.set(`${item}`, [...(byItem.get(`${item}`) ?? []), who]);
  }
  for (const place of document.querySelectorAll("[data-here]")) {
    const names = [...new Set(byItem.get(place.dataset.here) ?? [])];
    place.hidden = !names.length;
    place.textContent = names.length ? `${names.join(", ")} đang mở việc này.` : "";
  }
  const line = document.getElementById("cung-mo");
  const words = [...others.values()].map(({ who, item }) => {
    const name = item ? nameOf(document.getElementById(`v${item}`)) : "";
    return name ? `${who} (việc ${name.replace(/^Việc /, "")})` : who;
  });
  const text = words.length ? `Cùng mở văn bản: ${[...new Set(words)].join(", ")}.` : "";
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

function onSaid({ detail: message }) {
  if (message.document !== Number(page.dataset.document)) return;
  if (message.type === "document") {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.random() * SPREAD_MS);
    return;
  }
  if (message.type !== "at") return;
  if (message.left) others.delete(message.seat);
  else others.set(message.seat, message);
  show();
}

function ask() {
  // While an act of this page is on its way, its own answer brings the news.
  if (document.querySelector("#hai-cot .htmx-request, #hop-thoai .htmx-request")) {
    timer = setTimeout(ask, SPREAD_MS);
    return;
  }
  htmx.ajax("GET", page.dataset.newsUrl, { source: page, target: page, swap: "none", headers: { "X-Refresh": "1" }, values: parameters() });
}

export function startNews(root) {
  page = root;
  document.addEventListener("line", ({ detail }) => {
    others.clear();
    show();
    if (detail.open) {
      tell(true);
      ask();
    }
  });
  document.addEventListener("said", onSaid);
  document.addEventListener("toggle", () => setTimeout(tell), true);
  document.body.addEventListener("htmx:afterSettle", () => {
    show();
    tell();
  });
  tell(true); // the line may have come before this part did
}
