/**
 * <digit-pad> on a page that does with it what pages do: sets strokes early and late, has several, moves them, restyles them, goes wrong.
 */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { www } from "../../../site/browser/built-site.mjs";
import { digits } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { until } from "../../../site/browser/wait.mjs";

/** @typedef {import("playwright-core").Page} Page */

const MODEL = "**/models/inkling/model.json";

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof visit>>} */
let site;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "inkling-"));
  for (const part of ["assets/demo", "models/inkling"]) await cp(join(www, part), join(folder, part), { recursive: true });
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page of its own</title><link rel="icon" href="data:,">
    <style>html { color-scheme: light dark } .red { --digit-pad-ink: rgb(255, 0, 0) }</style>`,
  );
  site = await visit(folder);
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Opens a page with one pad, and notes what its events bring.
 *
 * @param {{prepare?: (page: Page) => Promise<unknown>, early?: unknown, hasAnswer?: boolean}} [options]  `early` are strokes that are set
 *     before the script of the element is there.
 */
async function open({ prepare = async () => {}, early, hasAnswer = true } = {}) {
  const { page, complaints } = await site.open();
  await prepare(page);
  await page.evaluate(async (early) => {
    const heard = /** @type {{answers: any[], problems: string[]}} */ ({ answers: [], problems: [] });
    Object.assign(globalThis, { heard });
    document.addEventListener("answer", (event) => heard.answers.push(/** @type {CustomEvent} */ (event).detail));
    document.addEventListener("problem", (event) => heard.problems.push(/** @type {CustomEvent} */ (event).detail.message));
    const pad = document.createElement("digit-pad");
    pad.setAttribute("model", "models/inkling/model.json");
    if (early !== undefined) Object.assign(pad, { strokes: early });
    document.body.append(pad);
    await import(/** @type {any} */ (new URL("assets/demo/digit-pad.js", document.baseURI).href));
  }, early);
  if (hasAnswer) await page.waitForFunction(() => /** @type {any} */ (document.querySelector("digit-pad")).answer !== null);
  return { page, complaints };
}

/**
 * @param {Page} page
 * @param {unknown} strokes
 * @returns {Promise<string | null>} The name and message of what it throws.
 */
const setStrokes = (page, strokes) =>
  page.evaluate((strokes) => {
    try {
      Object.assign(/** @type {Element} */ (document.querySelector("digit-pad")), { strokes });
      return null;
    } catch (error) {
      return `${error}`;
    }
  }, strokes);

/**
 * @param {Page} page
 * @param {number} label
 */
const answered = (page, label) =>
  page.waitForFunction((label) => [...document.querySelectorAll("digit-pad")].every((pad) => /** @type {any} */ (pad).answer?.label === label), label);

/**
 * @param {Page} page
 * @returns {Promise<{answers: any[], problems: string[]}>}
 */
const heard = (page) => page.evaluate(() => /** @type {any} */ (globalThis).heard);

/** @param {Page} page */
async function frames(page) {
  for (let i = 0; i < 3; i++) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20))));
}

/**
 * @param {Page} page
 * @param {string} address
 */
function requestsFor(page, address) {
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => request.url().includes(address) && requests.push(request.url()));
  return requests;
}

test("strokes that are set before the script is there are kept", async () => {
  const { page, complaints } = await open({ early: digits[5] });
  await answered(page, 5);
  assert.equal((await heard(page)).answers.at(-1).label, 5);
  assert.deepEqual(complaints, []);
});

test("early strokes that are none are named, and the pad works", async () => {
  const { page } = await open({ early: [[[10, 20]]] });
  assert.match((await heard(page)).problems[0], /\{x: 10, y: 20\}/);
  await setStrokes(page, digits[4]);
  await answered(page, 4);
});

test("a model can be a module, set before or after the script is there; the attribute takes its place", async () => {
  const { page, complaints } = await open();
  const read = (/** @type {"early" | "late"} */ when) =>
    page.evaluate(
      async ([when, strokes]) => {
        const at = (/** @type {string} */ path) => new URL(`models/inkling/${path}`, document.baseURI);
        const model = { json: at("model.json"), files: { "group1-shard1of1.bin": at("group1-shard1of1.bin").href } };
        const pad = /** @type {any} */ (document.createElement("digit-pad"));
        if (when === "early") Object.defineProperty(pad, "model", { value: model, configurable: true, writable: true });
        document.body.append(pad);
        if (when === "late") pad.model = model;
        pad.strokes = strokes;
        const answer = await new Promise((resolve) => pad.addEventListener("answer", (/** @type {CustomEvent} */ { detail }) => resolve(detail)));
        const isModule = pad.model === model;
        pad.setAttribute("model", "models/inkling/model.json");
        const isAttribute = pad.model === "models/inkling/model.json";
        pad.model = null;
        return [answer.label, isModule, isAttribute, pad.model, pad.hasAttribute("model")];
      },
      /** @type {const} */ ([when, digits[8]]),
    );
  for (const when of /** @type {const} */ (["early", "late"])) assert.deepEqual(await read(when), [8, true, true, null, false], when);
  assert.deepEqual(complaints, []);
});

test("strokes without points leave the pad alive", async () => {
  const { page, complaints } = await open();
  for (const nothing of [[[]], [[], []], [[{ x: null, y: 3 }]]]) {
    await setStrokes(page, digits[3]);
    await answered(page, 3);
    assert.equal(await setStrokes(page, nothing), null);
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector("digit-pad")).answer.verdict === "blank");
  }
  await setStrokes(page, digits[7]);
  await answered(page, 7);
  assert.deepEqual(complaints, []);
});

test("strokes in pixels are scaled to the pad without a change of shape", async () => {
  const { page } = await open();
  const pixels = digits[2].map((stroke) => stroke.map(({ x, y }) => ({ x: 300 + 640 * x, y: 1200 + 640 * y })));
  await setStrokes(page, pixels);
  await answered(page, 2);
  const points = await page.evaluate(() => /** @type {any} */ (document.querySelector("digit-pad")).strokes.flat());
  const span = (/** @type {number[]} */ values) => Math.max(...values) - Math.min(...values);
  const [xs, ys] = [points.map((/** @type {any} */ { x }) => x), points.map((/** @type {any} */ { y }) => y)];
  for (const value of [...xs, ...ys]) assert.ok(value >= 0.1 - 1e-9 && value <= 0.9 + 1e-9, `${value}`);
  const [given, set] = [pixels.flat(), { width: span(xs), height: span(ys) }];
  assert.ok(Math.abs(set.width / set.height - span(given.map(({ x }) => x)) / span(given.map(({ y }) => y))) < 1e-6);
});

test("points as lists or text are refused in a sentence that says what is expected; the pad stays as it was", async () => {
  const { page } = await open();
  await setStrokes(page, digits[3]);
  await answered(page, 3);
  for (const wrong of [[[[10, 20]]], [["10,20"]], [[{ x: "10", y: "20" }]], "M 10 20", [{ x: 1, y: 2 }]]) {
    assert.match((await setStrokes(page, wrong)) ?? "", /^TypeError: .*\{x(: 10)?, y(: 20)?\}.*\.$/, JSON.stringify(wrong));
  }
  await frames(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("digit-pad")).answer.label), 3);
});

test("answer fires only when the answer changes", async () => {
  const { page } = await open();
  await frames(page);
  assert.equal((await heard(page)).answers.length, 1, "the first one, of a blank pad");
  for (let i = 0; i < 3; i++) {
    await setStrokes(page, digits[8]);
    await answered(page, 8);
    await frames(page);
  }
  assert.equal((await heard(page)).answers.length, 2);
  await page.locator("digit-pad .pad").focus();
  for (const key of ["ArrowLeft", "ArrowUp", "ArrowLeft"]) {
    await page.keyboard.press(key);
    await frames(page);
  }
  assert.equal((await heard(page)).answers.length, 2, "the pen moves over the pad without drawing");
});

test("answer and problem come out of the shadow tree of whoever uses the pad", async () => {
  const { page } = await open();
  await page.evaluate((strokes) => {
    const host = document.createElement("div");
    document.body.append(host);
    const pad = document.createElement("digit-pad");
    pad.setAttribute("model", "models/inkling/model.json");
    host.attachShadow({ mode: "closed" }).append(pad);
    Object.assign(pad, { strokes });
    Object.assign(globalThis, { hidden: pad });
  }, digits[9]);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).heard.answers.at(-1)?.label === 9);
  await page.evaluate(() => /** @type {any} */ (globalThis).hidden.setAttribute("model", "nowhere/model.json"));
  await page.waitForFunction(() => /** @type {any} */ (globalThis).heard.problems.length === 1);
});

test("pads with the same model load it once; the last one that goes frees it; one that is moved keeps it", async () => {
  const { page, complaints } = await open();
  const requests = requestsFor(page, "model.json");
  await page.evaluate(() => {
    const other = document.createElement("digit-pad");
    other.setAttribute("model", "./models/../models/inkling/model.json");
    document.body.append(other);
  });
  await page.evaluate((strokes) => [...document.querySelectorAll("digit-pad")].forEach((pad) => Object.assign(pad, { strokes })), digits[6]);
  await answered(page, 6);
  await page.evaluate(() => document.querySelector("digit-pad")?.remove());
  await frames(page);
  await setStrokes(page, digits[7]);
  await answered(page, 7);
  await page.evaluate(() => document.body.prepend(/** @type {Element} */ (document.querySelector("digit-pad"))));
  await setStrokes(page, digits[2]);
  await answered(page, 2);
  assert.deepEqual(requests, [], "the first pad had loaded it");
  await page.evaluate(() => {
    const pad = /** @type {Element} */ (document.querySelector("digit-pad"));
    pad.remove();
    return new Promise((resolve) => setTimeout(() => resolve(document.body.append(pad)), 50));
  });
  await setStrokes(page, digits[1]);
  await answered(page, 1);
  assert.equal(requests.length, 1, "it was freed, and loaded again");
  assert.deepEqual(complaints, []);
});

test("a model that the server cannot send is not asked for at every frame; the error is said once, and the next stroke brings the answer", async () => {
  /** @type {string[]} */
  const logged = [];
  const prepare = async (/** @type {Page} */ page) => {
    page.on("console", (message) => message.type() === "error" && logged.push(message.text()));
    await page.route(MODEL, (route) => route.fulfill({ status: 503, body: "" }));
  };
  const { page } = await open({ prepare, hasAnswer: false });
  await page.waitForFunction(() => /** @type {any} */ (globalThis).heard.problems.length === 1);
  const requests = requestsFor(page, "model.json");
  const box = /** @type {{x: number, y: number, width: number}} */ (await page.locator("digit-pad .pad").boundingBox());
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  for (let i = 0; i < 15; i++) await page.mouse.move(box.x + 20 + i * 12, box.y + 20 + i * 8);
  await page.mouse.up();
  await frames(page);
  assert.ok(requests.length <= 2, `${requests.length} requests`);
  await until(
    async () => (await heard(page)).problems.length === 1 + requests.length,
    () => `A problem for each of ${1 + requests.length} requests.`,
  );
  const { problems } = await heard(page);
  assert.match(problems[0], /the server answered 503\): try again later\.$/);
  assert.ok(
    logged.some((text) => text.includes("the server answered 503): try again later.")),
    `${logged}`,
  );
  await page.unroute(MODEL);
  await setStrokes(page, digits[4]);
  await answered(page, 4);
  await page.locator("digit-pad").getByText("4", { exact: true }).waitFor();
});

/**
 * @param {Page} page
 * @returns {Promise<number[]>} Red, green and blue of the ink on the canvas.
 */
const ink = (page) =>
  page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("digit-pad")?.shadowRoot?.querySelector("canvas"));
    const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
    const opaque = data.findIndex((value, i) => i % 4 === 3 && value === 255);
    return [...data.slice(opaque - 3, opaque)];
  });

test("ink that is there follows the colour scheme and the page's own colours", async () => {
  const { page } = await open();
  await setStrokes(page, digits[3]);
  await answered(page, 3);
  const light = await ink(page);
  assert.deepEqual(light, [0x1f, 0x3a, 0x8a]);
  await page.emulateMedia({ colorScheme: "dark" });
  await frames(page);
  assert.deepEqual(await ink(page), [0xb9, 0xc8, 0xff]);
  await page.evaluate(() => document.body.classList.add("red"));
  await frames(page);
  assert.deepEqual(await ink(page), [255, 0, 0]);
});
