// Tries pages for handing over in Chromium: node uebergabe.mjs uebergabe.html... (see `run`). By keyboard alone each button puts exactly what stands beside it
// on the clipboard, formatted sections as markup and as text; so it does where one of the two ways of copying is missing. Where both are, somebody is told;
// without scripts everything is there and no button. Nothing is fetched, and a script that the page does not name does not run.
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const WAYS = {
  both: "",
  "the event alone": "Object.defineProperty(navigator, 'clipboard', { value: undefined });",
  "the interface alone": "document.execCommand = () => false;",
  neither: "document.execCommand = () => false; Object.defineProperty(navigator, 'clipboard', { value: undefined });",
};

// What lies on the clipboard, taken by pasting as another program would.
const paste = async (page) => {
  await page.evaluate(() => {
    window.pasted = null;
    document.addEventListener("paste", (event) => {
      window.pasted = { text: event.clipboardData.getData("text/plain"), html: event.clipboardData.getData("text/html") };
      event.preventDefault();
    }, { once: true });
  });
  await page.keyboard.press("Control+V");
  return page.evaluate(() => window.pasted);
};

// Markup without what browsers add around it and to it.
const bare = (page, html) => page.evaluate((html) => {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  body.querySelectorAll("*").forEach((node) => node.removeAttribute("style"));
  body.querySelectorAll("meta").forEach((node) => node.remove());
  return body.innerHTML.trim();
}, html);

// What a place shows, read off the page anew.
const shown = (page, at) => page.evaluate((at) => {
  const place = document.querySelectorAll("[data-kopie]")[at];
  const other = place.dataset.text && document.getElementById(place.dataset.text);
  return { name: place.dataset.kopie, text: (other ?? place).textContent, html: other ? place.innerHTML.trim() : "" };
}, at);

async function copies(page, way, faults) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  const places = await page.locator("[data-kopie]").count();
  const order = await page.evaluate(() => {
    const buttons = [...document.querySelectorAll("button.kopieren")];
    return buttons.map((button) => button.textContent.replace("Kopieren: ", ""));
  });
  if (order.length !== places) faults.push(`${way}: ${order.length} buttons for ${places} places`);
  await page.evaluate(() => document.querySelector("main").focus());
  const visited = new Set();
  for (let tabs = 0; visited.size < places && tabs < 4 * places + 20; tabs++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => (document.activeElement.matches("button.kopieren") ? document.activeElement.textContent : ""));
    if (!name) continue;
    const at = await page.evaluate(() => {
      const names = [...document.querySelectorAll("[data-kopie]")].map((place) => `Kopieren: ${place.dataset.kopie}`);
      return names.indexOf(document.activeElement.textContent);
    });
    if (at < 0 || visited.has(at)) { faults.push(`${way}: ${name} is of no place, or of one twice`); return; }
    visited.add(at);
    await page.keyboard.press(visited.size % 2 ? "Enter" : "Space");
    const expected = await shown(page, at);
    const wanted = way === "neither" ? `Bitte mit Strg+C kopieren: ${expected.name} ist markiert.` : `Kopiert: ${expected.name}`;
    await page.waitForFunction((wanted) => document.querySelector("[role=status][aria-live]").textContent === wanted, wanted, { timeout: 3000 })
      .catch(() => faults.push(`${way}: ${expected.name} is not told`));
    const chosen = await page.evaluate(() => getSelection().toString().replace(/\s+/g, ""));
    if (chosen === "") faults.push(`${way}: ${expected.name} is not selected`);
    if (way === "neither") continue;
    const pasted = await paste(page);
    if (pasted?.text !== expected.text) faults.push(`${way}: ${expected.name} gives ${JSON.stringify(pasted?.text)?.slice(0, 200)}`);
    if (expected.html && (await bare(page, pasted.html)) !== (await bare(page, expected.html))) {
      faults.push(`${way}: ${expected.name} gives the markup ${pasted.html.slice(0, 300)}`);
    }
    if (expected.html && pasted.html.includes("style=")) faults.push(`${way}: ${expected.name} brings colours along`);
  }
  if (visited.size !== places) faults.push(`${way}: ${visited.size} of ${places} buttons are reached by Tab`);
}

async function without_script(browser, url, faults) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  if ((await page.locator("button").count()) > 0) faults.push("no script: dead buttons");
  if ((await page.locator("[data-kopie]").count()) < 5) faults.push("no script: values are missing");
  await context.close();
}

async function judge(browser, file, ways) {
  const faults = [];
  const url = pathToFileURL(file).href;
  for (const way of ways) {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 320, height: 800 } });
    await context.addInitScript(WAYS[way]);
    const page = await context.newPage();
    page.on("request", (request) => { if (request.url().split("#")[0] !== url) faults.push(`request: ${request.url()}`); });
    page.on("console", (message) => faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`script: ${error}`));
    await page.goto(url);
    if ((await page.locator("button.kopieren").count()) === 0) faults.push("the script does not run");
    else await copies(page, way, faults);
    await context.close();
  }
  await without_script(browser, url, faults);
  return faults;
}

// The same page with something else in it; `named` gives its policy the hash that it then needs.
async function control(file, from, to, named) {
  const changed = join(mkdtempSync(join(tmpdir(), "uebergabe-")), "uebergabe.html");
  let html = readFileSync(file, "utf8");
  if (!html.includes(from)) throw new Error(`the control does not fit: ${from}`);
  html = html.replace(from, to);
  if (named) {
    const script = /<script type="module">([\s\S]*?)<\/script>/.exec(html)[1];
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script))).toString("base64");
    html = html.replace(/script-src 'sha256-[^']*'/, `script-src 'sha256-${hash}'`);
  }
  writeFileSync(changed, html);
  return changed;
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
const files = process.argv.slice(2);
let bad = 0;
for (const file of files) {
  const faults = await judge(browser, file, Object.keys(WAYS));
  console.log(`${faults.length === 0 ? "ok" : "FAULTS"} ${basename(dirname(dirname(file)))}/${basename(file)}`);
  for (const fault of faults) console.log(`  ${fault}`);
  bad += faults.length === 0 ? 0 : 1;
}
const CONTROLS = [
  ["a strange script", "</script>", " </script>", false, "the script does not run"],
  ["another text", '"text/plain", text)', '"text/plain", text + " ")', true, "gives"],
  ["no markup", 'setData("text/html", html)', 'setData("text/html", "")', true, "gives the markup"],
  ["no message", 'status.textContent = is_done', 'status.title = is_done', true, "is not told"],
  ["no keys", 'button.type = "button";', 'button.type = "button"; button.tabIndex = -1;', true, "are reached by Tab"],
];
const richest = files.find((file) => readFileSync(file, "utf8").includes("data-text=")) ?? files[0];
for (const [what, from, to, named, wanted] of CONTROLS) {
  const found = await judge(browser, await control(richest, from, to, named), ["both"]);
  if (found.some((fault) => fault.includes(wanted))) continue;
  console.log(`FAULTS the control: nobody finds ${what}`);
  bad += 1;
}
await browser.close();
console.log(bad === 0 ? `${files.length} pages for handing over hold, the controls do not` : `${bad} do not hold`);
process.exit(bad === 0 ? 0 : 1);
