// Copies what stands on the page for pasting. Without it everything can be selected; its buttons are made here, so that none is dead.
const status = document.querySelector(".meldung");

// What a place gives to the clipboard: its words, and where it is formatted its markup beside the text that belongs to it.
const content = (place) => {
  const other = place.dataset.text && document.getElementById(place.dataset.text);
  return other ? { text: other.textContent, html: place.innerHTML.trim() } : { text: place.textContent };
};

// Through the event of copying: it takes the markup as it is. The newer interface mends it, and is not there everywhere.
const by_event = ({ text, html }) => {
  let is_done = false;
  const give = (event) => {
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
    event.preventDefault();
    is_done = true;
  };
  document.addEventListener("copy", give);
  try { document.execCommand("copy"); } catch { is_done = false; }
  document.removeEventListener("copy", give);
  return is_done;
};
const by_interface = async ({ text, html }) => {
  const blob = (type, data) => ({ [type]: new Blob([data], { type }) });
  const item = new ClipboardItem({ ...blob("text/plain", text), ...(html ? blob("text/html", html) : {}) });
  await navigator.clipboard.write([item]);
};
// It stays selected, so that everybody sees what was copied, and can copy it by keys where the browser forbids it.
const select = (place) => {
  place.closest("details")?.setAttribute("open", "");
  getSelection().selectAllChildren(place);
};

const copy = async (place, button) => {
  const name = place.dataset.kopie;
  select(place);
  let is_done = by_event(content(place));
  if (!is_done) is_done = await by_interface(content(place)).then(() => true, () => false);
  document.querySelectorAll(".fertig").forEach((other) => other.classList.remove("fertig"));
  button.classList.toggle("fertig", is_done);
  // Emptied first: the same words twice would be said once.
  status.textContent = "";
  requestAnimationFrame(() => {
    status.textContent = is_done ? `Kopiert: ${name}` : `Bitte mit Strg+C kopieren: ${name} ist markiert.`;
  });
};

for (const place of document.querySelectorAll("[data-kopie]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kopieren";
  button.textContent = "Kopieren";
  const what = document.createElement("span");
  what.className = "ungesehen";
  what.textContent = `: ${place.dataset.kopie}`;
  button.append(what);
  button.addEventListener("click", () => copy(place, button));
  // What can be moved sideways does not take its button along.
  (place.closest(".abschnitt > .breit") ?? place).after(button);
}
