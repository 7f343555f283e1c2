/**
 * The facts about drawing that every engine must bear out, fingerprint protection or not. What Chromium alone is asked is in the
 * other files.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { toFragment } from "../../site/src/app/sharing/link.js";
import { engines, missing, protectedFirefox } from "../../site/browser/engines.mjs";
import { host } from "../../site/browser/host.mjs";
import { digits, styles } from "../../site/browser/visit.mjs";

/** Milliseconds: machines that run tests have other things to do, too. */
const PATIENCE = 20_000;

const REFUSED = "not a digit";

const OUTAGES = [
  { what: "without the model's weights", pattern: /inkling\/.*\.bin$/, page: null, sentence: /^A weights file of the model is not at http.*\(404\)/ },
  { what: "with a web page for a model", pattern: /inkling\/model\.json$/, page: "<!doctype html><p>Sign in", sentence: /is a web page where a model\.json belongs/ },
];

for (const engine of [...engines, protectedFirefox]) {
  describe(engine.name, { skip: missing(engine) }, () => {
    /** @type {import("../../site/browser/engines.mjs").Tab} */
    let tab;
    /** @type {Awaited<ReturnType<typeof host>>} */
    let site;
    before(async () => ([tab, site] = [await engine.start(), await host()]));
    after(() => Promise.all([tab?.close(), site?.down()]));

    test("canvases can be read back, unless fingerprint protection is on", async () => {
      await tab.goto(site.url);
      assert.equal(await call(tab, readsCanvas), engine !== protectedFirefox);
    });

    test("each digit drawn with the mouse gets its answer, and the probabilities add up", async () => {
      await visit(tab, site.url);
      for (const [digit, strokes] of digits.entries()) {
        await draw(tab, strokes);
        await until(tab, isLabelled, `${digit}`);
        const shares = (await call(tab, shownValues)).map((/** @type {string} */ text) => Number(/[\d.]+/.exec(text)));
        const sum = shares.reduce((/** @type {number} */ total, /** @type {number} */ share) => total + share, 0);
        assert.ok(Math.abs(sum - 100) < 1.5, `${digit}: ${shares}`);
        assert.equal(shares.length, 10);
        assert.equal(shares.indexOf(Math.max(...shares)), digit);
        await press(tab, "Clear");
        await until(tab, isVerdict, "blank");
      }
      assert.deepEqual(await tab.complaints(), []);
    });

    test("digits as other schools teach them are read, a scribble and a letter are refused", async () => {
      await visit(tab, site.url);
      for (const { what, means, strokes } of styles) {
        await draw(tab, strokes);
        await until(tab, isVerdict, means === REFUSED ? REFUSED : "digit");
        await until(tab, isLabelled, means === REFUSED ? "" : means);
        assert.equal(await call(tab, shownDigit), means === REFUSED ? "?" : means, what);
        await press(tab, "Clear");
        await until(tab, isVerdict, "blank");
      }
      assert.deepEqual(await tab.complaints(), []);
    });

    test("an empty pad says nothing", async () => {
      await visit(tab, site.url);
      await until(tab, isVerdict, "blank");
      assert.equal(await call(tab, shownDigit), "");
      assert.deepEqual(await call(tab, shownValues), Array(10).fill("–"));
      for (const name of ["Undo", "Redo", "Clear"]) assert.ok(await call(tab, isDisabled, name), name);
      assert.deepEqual(await tab.complaints(), []);
    });

    test("undo, redo and clear", async () => {
      await visit(tab, site.url);
      await draw(tab, digits[7]);
      await until(tab, isLabelled, "7");
      await press(tab, "Undo");
      await until(tab, isVerdict, "blank");
      await press(tab, "Redo");
      await until(tab, isLabelled, "7");
      await press(tab, "Clear");
      await until(tab, isVerdict, "blank");
      await press(tab, "Undo");
      await until(tab, isLabelled, "7");
      assert.deepEqual(await tab.complaints(), []);
    });

    test("a drawing in a window of another size looks as if it had been drawn there", async () => {
      await visit(tab, `${site.url}#${toFragment(digits[2])}`);
      await until(tab, isLabelled, "2");
      const large = await call(tab, boxOf, ".inkling-pad");
      /** @type {Buffer[]} */
      let [seen, reloaded] = [Buffer.alloc(0), Buffer.alloc(1)];
      // WebKitGTK shows scroll bars and hides them as it likes: a stain in one picture is no wrong drawing.
      for (let tries = 3; tries > 0 && !seen.equals(reloaded); tries--) {
        await tab.resize(1280, 900);
        await until(tab, (/** @type {number} */ width) => innerWidth > width, 800);
        await tab.resize(700, 700);
        await until(tab, (/** @type {number} */ width) => innerWidth < width, 800);
        const resized = await call(tab, boxOf, ".inkling-pad");
        assert.notDeepEqual(resized, large);
        await until(tab, isLabelled, "2");
        seen = await stillPicture(tab, ".inkling-pad");
        await tab.reload();
        await until(tab, isLabelled, "2");
        assert.deepEqual(await call(tab, boxOf, ".inkling-pad"), resized);
        reloaded = await stillPicture(tab, ".inkling-pad");
      }
      assert.ok(seen.equals(reloaded));
      await press(tab, "Clear");
      assert.ok(!seen.equals(await tab.picture(".inkling-pad")));
    });

    test("a link carries the drawing to whoever opens it", async () => {
      await visit(tab, site.url);
      await draw(tab, digits[3]);
      await until(tab, isLabelled, "3");
      await press(tab, "Copy link");
      await until(tab, () => /link to this drawing is copied|address of this page/.test(document.querySelector(".inkling-said")?.textContent ?? ""));
      const link = await call(tab, () => location.href);
      assert.match(link, /#drawing=[\w.-]+$/);
      await visit(tab, link);
      await until(tab, isLabelled, "3");
      assert.deepEqual(await tab.complaints(), []);
    });

    test("a finger draws, and the page stays where it is", { skip: engine.noFinger }, async () => {
      await visit(tab, site.url, { size: { width: 390, height: 640 } });
      const strokes = await inWindow(tab, digits[7]);
      const before = await call(tab, () => scrollY);
      assert.ok(before > 0, "The page has been scrolled, so that it can be scrolled back.");
      for (const stroke of strokes) await tab.finger?.(stroke); // Chromium's could scroll; that the pad forbids it, the next fact asks of all.
      await until(tab, isLabelled, "7");
      assert.equal(await call(tab, () => scrollY), before);
      assert.deepEqual(await tab.complaints(), []);
    });

    test("the pad keeps fingers to itself", async () => {
      await visit(tab, site.url);
      const action = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (document.querySelector(selector))).touchAction;
      assert.equal(await call(tab, action, ".inkling-pad"), "none");
      assert.equal(await call(tab, action, ".inkling-bars"), "auto");
    });

    for (const { what, pattern, page, sentence } of OUTAGES) {
      test(`${what} there is a sentence, and Try again recovers`, async () => {
        const frail = await host();
        try {
          frail.withhold(pattern, page);
          await visit(tab, frail.url, { state: "problem" });
          assert.match(await call(tab, problem), sentence);
          await draw(tab, digits[6]);
          assert.equal(await call(tab, shownDigit), "");
          await frail.up();
          await press(tab, "Try again");
          await until(tab, isLabelled, "6");
          assert.equal(await call(tab, problem), "");
        } finally {
          await frail.down();
        }
      });
    }

    test("after one visit the demo works without a network", async () => {
      const frail = await host();
      try {
        await visit(tab, frail.url);
        await until(tab, () => navigator.serviceWorker.controller !== null);
        await frail.down();
        await tab.reload();
        await until(tab, isState, "ready");
        await draw(tab, digits[4]);
        await until(tab, isLabelled, "4");
      } finally {
        await frail.down();
      }
    });
  });
}

/** @typedef {import("../../site/browser/engines.mjs").Tab} Tab */

/**
 * @param {Tab} tab
 * @param {(...args: any[]) => unknown} what  Runs in the page, and knows nothing of this file.
 * @param {unknown[]} args  As JSON can hold them.
 */
const call = (tab, what, ...args) => tab.run(`(${what})(...${JSON.stringify(args)})`);

/**
 * @param {Tab} tab
 * @param {(...args: any[]) => unknown} what  Runs in the page again and again, until it holds.
 * @param {unknown[]} args
 */
async function until(tab, what, ...args) {
  for (const end = Date.now() + PATIENCE; !(await call(tab, what, ...args)); ) {
    if (Date.now() > end) throw new Error(`Not in ${PATIENCE / 1000} s: ${what} of ${args}; the demo shows ${await call(tab, shown)}.`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/**
 * A page that was resized or loaded a moment ago may still be drawing itself.
 *
 * @param {Tab} tab
 * @param {string} selector
 * @returns {Promise<Buffer>} The element's picture, when two of them in a row are the same.
 */
async function stillPicture(tab, selector) {
  let last = await tab.picture(selector);
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const next = await tab.picture(selector);
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error(`${selector} does not stop changing.`);
}

/**
 * Opens the demo afresh.
 *
 * @param {Tab} tab
 * @param {string} url
 * @param {{size?: {width: number, height: number}, state?: string}} [options]
 */
async function visit(tab, url, { size = { width: 1280, height: 900 }, state = "ready" } = {}) {
  await tab.goto("about:blank"); // From the page itself, another # would lead nowhere else.
  await tab.resize(size.width, size.height);
  await tab.goto(url);
  await until(tab, isState, state);
}

/**
 * @param {Tab} tab
 * @param {import("../../site/browser/visit.mjs").Drawing} strokes
 */
async function draw(tab, strokes) {
  for (const stroke of await inWindow(tab, strokes)) await tab.mouse(stroke);
}

/**
 * @param {Tab} tab
 * @param {import("../../site/browser/visit.mjs").Drawing} strokes  In units of the pad, which is brought into view.
 */
async function inWindow(tab, strokes) {
  const { x, y, width, height } = await call(tab, boxOf, ".inkling-pad");
  return strokes.map((stroke) => stroke.map((point) => ({ x: x + point.x * width, y: y + point.y * height })));
}

/**
 * @param {Tab} tab
 * @param {string} name  Of a button.
 */
async function press(tab, name) {
  const { x, y, width, height } = await call(tab, boxOf, ".inkling-button", name);
  await tab.mouse([{ x: x + width / 2, y: y + height / 2 }]);
}

// What follows runs in the page.

/**
 * @param {string} selector
 * @param {string} [name]  What its text begins with.
 */
function boxOf(selector, name = "") {
  const found = [...document.querySelectorAll(selector)].find((element) => element.textContent?.startsWith(name));
  found?.scrollIntoView({ block: "center", behavior: "instant" });
  return found?.getBoundingClientRect().toJSON();
}

/** @param {string} label */
const isLabelled = (label) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-label") === label;

/** @param {string} verdict */
const isVerdict = (verdict) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-verdict") === verdict;

/** @param {string} state */
const isState = (state) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-state") === state;

/** @param {string} name */
const isDisabled = (name) => [...document.querySelectorAll("button")].find((button) => button.textContent?.startsWith(name))?.disabled;

/** What is visible of it: innerText is empty where nothing is shown. */
const problem = () => /** @type {HTMLElement | null} */ (document.querySelector(".inkling [role=alert]"))?.innerText;

/** Protection puts noise, or one colour, in the place of what was drawn. */
function readsCanvas() {
  const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  canvas.fillStyle = "#123456";
  canvas.fillRect(0, 0, 20, 20);
  const { data } = canvas.getImageData(0, 0, 20, 20);
  return data.every((value, i) => value === [0x12, 0x34, 0x56, 0xff][i % 4]);
}

const shownDigit = () => document.querySelector(".inkling-digit")?.textContent;

const shownValues = () => [...document.querySelectorAll(".inkling-value")].map((cell) => cell.textContent);

const shown = () => JSON.stringify({ .../** @type {HTMLElement | null} */ (document.querySelector("[data-inkling-demo]"))?.dataset });
