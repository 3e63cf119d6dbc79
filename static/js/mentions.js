/* Names after "@" while one writes. Markup:
     form            holds a chip (checkbox named "mentioned" in a label) for each person
     textarea[data-mention]   where "@" and some letters open the list
     [role=listbox], [data-mention-said]   beside it: the list, and what is said aloud
   The chips are the way without script; a name that is chosen ticks its chip. Where the
   chips come later (details.mentions), the first "@" has them fetched. Letters match
   without their marks, anywhere a word of the name begins. Arrows move, Enter and Tab
   choose, Escape closes; the focus stays in the text. */
const MOST = 8;
const AFTER_AT = /(^|[\s(])@([^@\n]{0,40})$/u;

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();

function peopleOf(form) {
  return [...form.querySelectorAll('input[name="mentioned"]')].map((box) => ({ box, name: box.closest("label").textContent.trim() }));
}

class Mention {
  constructor(field) {
    this.field = field;
    this.form = field.form;
    this.list = field.parentElement.querySelector('[role="listbox"]');
    this.said = field.parentElement.querySelector("[data-mention-said]");
    this.shown = [];
    this.at = 0;
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("li")));
    this.form.addEventListener("htmx:afterSettle", () => { if (document.activeElement === field) this.look(); });
  }

  asked() {
    const found = AFTER_AT.exec(this.field.value.slice(0, this.field.selectionStart));
    return found && found[2];
  }

  look() {
    const asked = this.asked();
    if (asked === null) return this.close();
    const people = peopleOf(this.form);
    if (!people.length) this.form.querySelector("details.mentions")?.dispatchEvent(new Event("toggle"));
    const wanted = folded(asked);
    const isDone = ({ box, name }) => box.checked && folded(name) === wanted;
    this.shown = people.filter((one) => ` ${folded(one.name)}`.includes(` ${wanted}`) && !isDone(one)).slice(0, MOST);
    if (!this.shown.length) return this.close();
    this.list.replaceChildren(...this.shown.map(({ name }, place) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${place}`;
      item.role = "option";
      item.textContent = name;
      return item;
    }));
    this.list.hidden = false;
    this.said.textContent = `${this.shown.length} người. Mũi tên để chọn, Enter để nhắc tên.`;
    this.move(0);
  }

  move(to) {
    this.at = (to + this.shown.length) % this.shown.length;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === this.at)));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.list.children[this.at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(item) {
    if (!item) return;
    const { box, name } = this.shown[[...this.list.children].indexOf(item)];
    const end = this.field.selectionStart;
    this.field.setRangeText(`@${name} `, end - this.asked().length - 1, end, "end");
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    const chips = box.closest("details");
    if (chips) chips.open = true;
    this.close();
    this.said.textContent = `Sẽ nhắc tên ${name}.`;
    this.field.dispatchEvent(new Event("input", { bubbles: true })); // the draft is kept
  }

  close() {
    this.list.hidden = true;
    this.shown = [];
    this.field.removeAttribute("aria-activedescendant");
  }
}

export function startMentions() {
  for (const field of document.querySelectorAll("textarea[data-mention]")) new Mention(field);
}
