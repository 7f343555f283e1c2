import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRecogniser } from "../../site/src/index.js";
import { button, catalogue, digits, draw, expectLabel, inkOnPad, ready, styles, visit, www } from "../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** A page whose demo is ready. */
async function openDemo() {
  const opened = await site.open();
  await ready(opened.page);
  return opened;
}

/** @param {import("playwright-core").Page} page */
const picker = (page) => page.getByLabel("Model", { exact: true });

/** @param {import("playwright-core").Page} page */
const words = (page) => page.locator(".inkling-words").textContent();

test("each digit drawn with the mouse gets its answer from the default model, and the console stays silent", async () => {
  const { page, complaints } = await openDemo();
  for (const [digit, strokes] of digits.entries()) {
    await draw(page, strokes);
    await expectLabel(page, `${digit}`);
    assert.equal(await page.locator(".inkling-digit").textContent(), `${digit}`);
    assert.match((await words(page)) ?? "", /^(>\s)?[\d.]+\s% sure$/);
    await button(page, "Clear").click();
    await expectLabel(page, "");
  }
  assert.deepEqual(complaints, []);
});

test("digits as other schools teach them are read, a scribble and a letter are refused, and nothing is nothing", async () => {
  const { page } = await openDemo();
  const verdict = page.locator(".inkling-answer");
  assert.equal(await verdict.getAttribute("data-verdict"), "blank");
  for (const { what, means, strokes } of styles) {
    await draw(page, strokes);
    await page.waitForFunction(() => document.querySelector("[data-inkling-demo]")?.getAttribute("data-verdict") !== "blank");
    const refused = means === "not a digit";
    await expectLabel(page, refused ? "" : means);
    assert.equal(await verdict.getAttribute("data-verdict"), refused ? means : "digit", what);
    assert.equal(await page.locator(".inkling-digit").textContent(), refused ? "?" : means, what);
    assert.match((await words(page)) ?? "", refused ? /^Not a digit/ : /sure$/, what);
    assert.equal((await page.locator(".inkling-value").allTextContents()).every((text) => text === "–"), refused, what);
    await button(page, "Clear").click();
    await page.waitForSelector('.inkling-answer[data-verdict="blank"]');
  }
});

test("an answer between two digits names both", async () => {
  const { page } = await openDemo();
  await page.route("**/models/linear/model.json", async (route) => {
    const model = await (await route.fetch()).json();
    await route.fulfill({ json: { ...model, userDefinedMetadata: { thresholds: { digit: 0, sure: 1.1 } } } });
  });
  await picker(page).selectOption("linear");
  await ready(page, "linear");
  await draw(page, digits[7]);
  await page.waitForSelector('.inkling-answer[data-verdict="unsure"]');
  assert.match((await page.locator(".inkling-digit").textContent()) ?? "", /^\d or \d$/);
  assert.match((await words(page)) ?? "", /^Not sure which$/);
});

test("the ten probabilities are a table that adds up to 100 %", async () => {
  const { page } = await openDemo();
  await draw(page, digits[5]);
  await expectLabel(page, "5");
  const rows = await page.getByRole("table", { name: "Probability of each digit" }).getByRole("row").allTextContents();
  assert.deepEqual(rows.map((row) => row[0]), [..."0123456789"]);
  const sum = rows.reduce((total, row) => total + Number(/[\d.]+(?=\s%)/.exec(row.slice(1))?.[0]), 0);
  assert.ok(Math.abs(sum - 100) < 1.5, `${sum}`);
});

test("the answer is read out when it has settled", async () => {
  const { page } = await openDemo();
  await draw(page, digits[2]);
  await page.waitForFunction(() => /^2, .*% sure$/.test(document.querySelector(".inkling [role=status]")?.textContent ?? ""));
});

test("a blank pad has no answer", async () => {
  const { page } = await openDemo();
  assert.equal(await page.locator(".inkling-digit").textContent(), "");
  await page.locator(".inkling-pad").getByText("Draw a digit").waitFor();
  for (const name of ["Undo", "Clear"]) assert.ok(await button(page, name).isDisabled(), name);
});

test("undo takes back a stroke, with the button and with the key", async () => {
  const { page } = await openDemo();
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  const one = await inkOnPad(page);
  await draw(page, [[{ x: 0.1, y: 0.9 }, { x: 0.9, y: 0.95 }]]);
  assert.ok((await inkOnPad(page)) > one);
  await button(page, "Undo").click();
  await expectLabel(page, "7");
  assert.equal(await inkOnPad(page), one);
  await page.keyboard.press("Control+z");
  await expectLabel(page, "");
  assert.equal(await inkOnPad(page), 0);
});

test("clear empties the pad with the key, and undo brings the drawing back", async () => {
  const { page } = await openDemo();
  for (const key of ["Escape", "Delete"]) {
    await draw(page, digits[3]);
    await expectLabel(page, "3");
    await page.keyboard.press(key);
    await expectLabel(page, "");
  }
  await page.keyboard.press("Control+z");
  await expectLabel(page, "3");
});

test("keys outside the demo leave the drawing alone", async () => {
  const { page } = await openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.keyboard.press("Escape");
  await page.waitForTimeout(200);
  await expectLabel(page, "3");
});

test("pad, buttons and picker can be reached with the Tab key, in their order", async () => {
  const { page } = await openDemo();
  await draw(page, digits[1]);
  await page.locator(".inkling-pad").focus();
  const reached = [];
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.classList[0]));
  }
  const tools = Array(6).fill("inkling-button"); // Undo, Clear, Erase, Replay, Copy link, Save PNG.
  assert.deepEqual(reached, [...tools, "inkling-select", "inkling-button", "inkling-file", "inkling-select"]);
});

test("every published model can be picked, and answers as it does in Node", async () => {
  const { page, complaints } = await openDemo();
  await draw(page, digits[0]);
  await expectLabel(page, "0");
  const models = await catalogue();
  assert.equal(await page.locator(".inkling-model .inkling-select option").count(), models.length);
  for (const { name, model } of models) {
    const recogniser = await createRecogniser({ model: join(www, "models", model) });
    const { label } = await recogniser.recognise(digits[0]);
    recogniser.dispose();
    await picker(page).selectOption(name);
    await ready(page, name);
    await expectLabel(page, `${label}`);
  }
  assert.deepEqual(complaints, []);
});

test("a model that arrives late does not replace the one chosen after it", async () => {
  const { page } = await openDemo();
  const [late, chosen] = (await catalogue()).filter((entry) => !entry.default);
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(undefined)));
  await page.route(`**/${late.model}`, async (route) => {
    await held;
    await route.continue();
  });
  await draw(page, digits[1]);
  await picker(page).selectOption(late.name);
  await page.waitForSelector('[data-state="loading"]');
  await picker(page).selectOption(chosen.name);
  await ready(page, chosen.name);
  const loaded = page.waitForResponse((response) => response.url().endsWith(late.model));
  release();
  await loaded;
  await page.waitForTimeout(500);
  await ready(page, chosen.name);
});

test("a model that cannot be loaded says so, keeps the drawing, and Try again recovers", async () => {
  const { page } = await openDemo();
  await draw(page, digits[4]);
  await expectLabel(page, "4");
  const ink = await inkOnPad(page);
  const other = (await catalogue()).find((entry) => !entry.default);
  assert.ok(other);
  await page.route(`**/${other.model}`, (route) => route.abort());
  await picker(page).selectOption(other.name);
  const alert = page.getByRole("alert").filter({ hasText: "check the connection" });
  await alert.waitFor();
  await expectLabel(page, "");
  assert.equal(await inkOnPad(page), ink);
  await page.unroute(`**/${other.model}`);
  await page.getByRole("button", { name: "Try again" }).click();
  await ready(page, other.name);
  await page.waitForFunction(() => document.querySelector("[data-inkling-demo]")?.getAttribute("data-label") !== "");
  assert.equal(await alert.count(), 0);
});

test("a catalogue that cannot be loaded says so while the pad keeps working, and Try again recovers", async () => {
  const { page } = await site.open();
  await page.route("**/models/index.json", (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  await page.getByRole("alert").filter({ hasText: "list of models is not at" }).waitFor();
  await draw(page, digits[6]);
  assert.ok((await inkOnPad(page)) > 0);
  await page.unroute("**/models/index.json");
  await page.getByRole("button", { name: "Try again" }).click();
  await expectLabel(page, "6");
});

test("the page never reads a canvas back", async () => {
  const { page } = await site.open();
  await page.addInitScript(() => {
    const refuse = () => {
      throw new Error("A canvas was read back.");
    };
    CanvasRenderingContext2D.prototype.getImageData = refuse;
    HTMLCanvasElement.prototype.toDataURL = refuse;
    HTMLCanvasElement.prototype.toBlob = refuse;
  });
  await page.reload();
  await ready(page);
  await draw(page, digits[8]);
  await expectLabel(page, "8");
});
