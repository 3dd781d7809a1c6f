// Judges pages in Chromium: node judge.mjs FILE.html... (see `run`).
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const MOST_TABS = 400;

// What is wrong with a page as it is opened in one way.
async function look(browser, file, colorScheme, width) {
  const faults = [];
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url && !request.url().startsWith("data:")) faults.push(`request: ${request.url()}`);
  });
  page.on("dialog", async (dialog) => { faults.push(`script: ${dialog.message()}`); await dialog.dismiss(); });
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  await page.goto(url);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) faults.push(`sideways: ${wide} of ${width} pixels`);
  if (width === 320 && colorScheme === "light") faults.push(...(await walk(page)));
  // What is folded is shown, so that it is judged, too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  const opened = await page.evaluate(() => document.documentElement.scrollWidth);
  if (opened > width) faults.push(`sideways, opened: ${opened} of ${width} pixels`);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  for (const { id, nodes } of violations) faults.push(`axe: ${id} (${nodes.length}) ${nodes[0].html.slice(0, 160)}`);
  await context.close();
  return faults;
}

// By keyboard alone: past the head, to a figure, to its origin, and back.
async function walk(page) {
  const focus = () => page.evaluate(() => {
    const { id, tagName } = document.activeElement;
    return { id, tag: tagName, figure: document.activeElement.matches('a.z[href^="#"]'), back: document.activeElement.getAttribute("href") ?? "" };
  });
  const until = async (wanted) => {
    for (let i = 0; i < MOST_TABS; i++) {
      await page.keyboard.press("Tab");
      const now = await focus();
      if (wanted(now)) return now;
    }
    return null;
  };
  const has = await page.evaluate(() => document.querySelector('a.z[href^="#"]') !== null);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  if ((await focus()).tag !== "MAIN") return ["keyboard: the first link does not lead to the contents"];
  if (!has) return [];
  const figure = await until((now) => now.figure);
  if (!figure) return ["keyboard: no figure is reached"];
  await page.keyboard.press("Enter");
  const entry = await focus();
  const is_open = () => page.evaluate(() => document.activeElement.closest("details")?.open ?? null);
  if (entry.tag !== "SUMMARY" || `#${entry.id}` !== figure.back) return [`keyboard: ${figure.back} is not reached`];
  if (await is_open()) return ["keyboard: an origin is open before it is asked for"];
  await page.keyboard.press("Enter");
  if (!(await is_open())) return ["keyboard: the origin does not open"];
  if (!(await until((now) => now.back.startsWith("#z-")))) return ["keyboard: there is no way back"];
  await page.keyboard.press("Enter");
  const end = await focus();
  return end.id === `z-${figure.back.slice(3)}` ? [] : [`keyboard: back at ${end.tag} ${end.id} from ${figure.back}`];
}

async function judge(browser, file) {
  const faults = [];
  for (const scheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      for (const fault of await look(browser, file, scheme, width)) faults.push(`${scheme} ${width}: ${fault}`);
    }
  }
  return faults;
}

// A page with one fault of each kind.
function control() {
  const file = join(mkdtempSync(join(tmpdir(), "html-")), "control.html");
  writeFileSync(file, `<!DOCTYPE html><html><head><title>x</title></head><body><a href="#m">x</a><main id="m" tabindex="-1">
    <p style="color:#999;width:2000px">grau</p><img src="http://127.0.0.1:9/x.png"><script>alert(1)</script>
    <a class="z" id="z-a" href="#h-b">1</a><details><summary id="h-a">1</summary></details></main></body></html>`);
  return file;
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
let bad = 0;
for (const file of process.argv.slice(2)) {
  const faults = await judge(browser, file);
  console.log(`${faults.length === 0 ? "ok" : "FAULTS"} ${basename(file)}`);
  for (const fault of faults) console.log(`  ${fault}`);
  bad += faults.length === 0 ? 0 : 1;
}
const found = await judge(browser, control());
for (const kind of ["axe: color-contrast", "axe: html-has-lang", "axe: image-alt", "sideways:", "request:", "script:", "keyboard:"]) {
  if (found.some((fault) => fault.includes(kind))) continue;
  console.log(`FAULTS the control: nobody finds ${kind}`);
  bad += 1;
}
await browser.close();
console.log(bad === 0 ? `${process.argv.length - 2} pages hold, the control does not` : `${bad} pages do not hold`);
process.exit(bad === 0 ? 0 : 1);
