// Sorts and filters the Projektboard. Without it the whole table is there; its buttons and fields are made here, so that none is dead.
const table = document.querySelector("table.projekte");
const body = table?.tBodies[0];
const heads = [...(table?.tHead.rows[0].cells ?? [])];
const rows = [...(body?.rows ?? [])];
const compare = new Intl.Collator("de", { numeric: true }).compare;
const ampel = ["rot", "gelb", "gruen"];

const make = (name, values = {}, ...kids) => {
  const node = Object.assign(document.createElement(name), values);
  node.append(...kids);
  return node;
};
// What a cell says, without the lines below it and the sign of the Ampel.
const text_of = (cell) => {
  const said = [...cell.childNodes].filter((part) => part.nodeName !== "P" && part.ariaHidden !== "true");
  return said.map((part) => part.textContent).join("").trim();
};
// What a row is sorted by; null where nothing is known.
const key_of = (cell, text, art) => {
  if (text === "–" || text === "") return null;
  switch (art) {
    case "ampel": return ampel.findIndex((colour) => cell.querySelector(`.${colour}`));
    case "datum": return Number(text.split(".").reverse().join(""));
    case "zahl": return Number(text.replace(/[^\d,−]/g, "").replace("−", "-").replace(",", "."));
    default: return text;
  }
};
// The texts and keys of a column, read once.
const columns = heads.map(() => null);
const read = (column) => columns[column] ??= rows.map((row) => {
  const cell = row.children[column];
  const text = text_of(cell);
  return { row, text, key: key_of(cell, text, heads[column].dataset.art) };
});
const by_key = (a, b) => {
  if (a === null || b === null) return 0;
  return typeof a === "number" ? a - b : compare(a, b);
};

// A button in each head; what is not known comes last in both directions, and what is equal keeps the order of the report.
const sort_by = (column) => {
  const head = heads[column];
  const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  heads.forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  const sorted = [...read(column)].sort((a, b) => (a.key === null) - (b.key === null) || direction * by_key(a.key, b.key));
  // Apart from the page, so that nothing is laid out for each row.
  body.remove();
  sorted.forEach(({ row }) => body.append(row));
  table.append(body);
};

// A select for a column of few values.
const select_for = (column) => {
  const cells = read(column);
  const keys = new Map(cells.map(({ text, key }) => [text, key]));
  const names = [...keys].sort(([, a], [, b]) => (a === null) - (b === null) || by_key(a, b)).map(([name]) => name);
  const option = (name) => make("option", { value: name, textContent: name === "–" ? "ohne Angabe" : name });
  const select = make("select", { id: `f-${column}` }, make("option", { value: "", textContent: "alle" }), ...names.map(option));
  return { title: heads[column].textContent, select, fits: (at) => select.value === "" || select.value === cells[at].text };
};

const add_filter = () => {
  const all = rows.map((row) => row.textContent.toLocaleLowerCase("de"));
  const search = make("input", { type: "search", id: "f-text", autocomplete: "off" });
  const selects = [...heads.keys()].filter((at) => ["auswahl", "ampel"].includes(heads[at].dataset.art)).map(select_for);
  const count = make("p", { className: "anzahl" });
  count.setAttribute("role", "status");
  count.setAttribute("aria-live", "polite");
  const apply = () => {
    const words = search.value.toLocaleLowerCase("de").split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !(selects.every(({ fits }) => fits(at)) && words.every((word) => all[at].includes(word)));
      shown += row.hidden ? 0 : 1;
    });
    const [part, whole] = [shown, rows.length].map((number) => number.toLocaleString("de"));
    count.textContent = `${part} von ${whole} Projekten`;
  };
  const field = (title, input) => make("p", {}, make("label", { htmlFor: input.id, textContent: title }), input);
  const clear = make("button", { type: "button", textContent: "Filter aufheben" });
  clear.addEventListener("click", () => {
    [search, ...selects.map(({ select }) => select)].forEach((input) => (input.value = ""));
    apply();
    search.focus();
  });
  const fields = [field("Suche", search), ...selects.map(({ title, select }) => field(title, select)), make("p", {}, clear)];
  const bar = make("search", { className: "filter" }, ...fields);
  bar.addEventListener("input", apply);
  table.parentElement.before(bar, count);
  apply();
};

if (body) {
  add_filter();
  heads.forEach((head, column) => {
    const button = make("button", { type: "button", textContent: head.textContent });
    button.addEventListener("click", () => sort_by(column));
    head.replaceChildren(button);
  });
}
