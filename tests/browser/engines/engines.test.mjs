/**
 * The facts about drawing that hold in every engine, with fingerprint protection or without. The other files test Chromium alone.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { digits, styles } from "../../../site/browser/demo-page.mjs";
import { engines, missing, protectedFirefox } from "../../../site/browser/drivers/engines.mjs";
import { host } from "../../../site/browser/host.mjs";
import { toFragment } from "../../../site/src/app/sharing/link.js";
import { chosenModel, temporaryFolder, writeModel } from "../../../site/test/fixture.mjs";
import * as demo from "./engine-page.mjs";

const { call, draw, inWindow, press, stillPicture, until, visit } = demo;

const REFUSED = "not a digit";

const OUTAGES = [
  { what: "without the model's weights", pattern: /inkling\/.*\.bin$/, page: null, sentence: /^A weights file of the model is not at http.*\(404\)/ },
  {
    what: "with a web page for a model",
    pattern: /inkling\/model\.json$/,
    page: "<!doctype html><p>Sign in",
    sentence: /is a web page where a model\.json belongs/,
  },
  { what: "without the .wasm files", pattern: /\.wasm$/, page: null, sentence: /^The WebAssembly file is not at http.*\(404\)/ },
];

/**
 * @typedef {object} Opened  An engine that the tests of one `describe` share; the first of its hooks fills it.
 * @property {import("../../../site/browser/drivers/tab.mjs").Tab} tab
 * @property {Awaited<ReturnType<typeof host>>} site
 */

for (const engine of [...engines, protectedFirefox]) {
  describe(engine.name, { skip: missing(engine) }, () => {
    const opened = /** @type {Opened} */ ({});
    before(async () => void Object.assign(opened, { tab: await engine.start(), site: await host() }));
    after(() => Promise.all([opened.tab?.close(), opened.site?.down()]));

    test("canvases can be read back, unless fingerprint protection is on", async () => {
      await opened.tab.goto(opened.site.url);
      assert.equal(await call(opened.tab, demo.readsCanvas), engine !== protectedFirefox);
    });
    reading(opened);
    editing(opened);
    resizing(opened);
    touching(opened, engine.noFinger);
    opening(opened);
    failing(opened);
  });
}

/**
 * What is read, refused and left without an answer.
 *
 * @param {Opened} opened
 */
function reading(opened) {
  test("each digit drawn with the mouse gets its answer, and the probabilities add up", async () => {
    const { tab, site } = opened;
    await visit(tab, site.url);
    for (const [digit, strokes] of digits.entries()) {
      await draw(tab, strokes);
      await until(tab, demo.isLabelled, `${digit}`);
      const shares = (await call(tab, demo.shownValues)).map((/** @type {string} */ text) => Number(/[\d.]+/.exec(text)));
      const sum = shares.reduce((/** @type {number} */ total, /** @type {number} */ share) => total + share, 0);
      assert.ok(Math.abs(sum - 100) < 1.5, `${digit}: ${shares}`);
      assert.equal(shares.length, 10);
      assert.equal(shares.indexOf(Math.max(...shares)), digit);
      await press(tab, "Clear");
      await until(tab, demo.isVerdict, "blank");
    }
    assert.deepEqual(await tab.complaints(), []);
  });

  test("digits as other schools teach them are read, a scribble and a letter are refused", async () => {
    const { tab, site } = opened;
    await visit(tab, site.url);
    for (const { what, means, strokes } of styles) {
      await draw(tab, strokes);
      await until(tab, demo.isVerdict, means === REFUSED ? REFUSED : "digit");
      await until(tab, demo.isLabelled, means === REFUSED ? "" : means);
      assert.equal(await call(tab, demo.shownDigit), means === REFUSED ? "?" : means, what);
      await press(tab, "Clear");
      await until(tab, demo.isVerdict, "blank");
    }
    assert.deepEqual(await tab.complaints(), []);
  });

  test("an empty pad says nothing", async () => {
    const { tab, site } = opened;
    await visit(tab, site.url);
    await until(tab, demo.isVerdict, "blank");
    assert.equal(await call(tab, demo.shownDigit), "");
    assert.deepEqual(await call(tab, demo.shownValues), Array(10).fill("–"));
    for (const name of ["Undo", "Redo", "Clear"]) assert.ok(await call(tab, demo.isDisabled, name), name);
    assert.deepEqual(await tab.complaints(), []);
  });
}

/**
 * Changing a drawing, and sending it to somebody.
 *
 * @param {Opened} opened
 */
function editing(opened) {
  test("undo, redo and clear", async () => {
    const { tab, site } = opened;
    await visit(tab, site.url);
    await draw(tab, digits[7]);
    await until(tab, demo.isLabelled, "7");
    await press(tab, "Undo");
    await until(tab, demo.isVerdict, "blank");
    await press(tab, "Redo");
    await until(tab, demo.isLabelled, "7");
    await press(tab, "Clear");
    await until(tab, demo.isVerdict, "blank");
    await press(tab, "Undo");
    await until(tab, demo.isLabelled, "7");
    assert.deepEqual(await tab.complaints(), []);
  });

  test("a link carries the drawing to whoever opens it", async () => {
    const { tab, site } = opened;
    await visit(tab, site.url);
    await draw(tab, digits[3]);
    await until(tab, demo.isLabelled, "3");
    await press(tab, "More");
    await press(tab, "Copy link");
    await until(tab, () => /link to this drawing is copied|address of this page/.test(document.querySelector(".inkling-said")?.textContent ?? ""));
    const link = await call(tab, () => location.href);
    assert.match(link, /#drawing=[\w.-]+&model=inkling$/);
    await visit(tab, link);
    await until(tab, demo.isLabelled, "3");
    assert.deepEqual(await tab.complaints(), []);
  });
}

/**
 * The drawing keeps its shape in every window.
 *
 * @param {Opened} opened
 */
function resizing(opened) {
  test("a drawing in a window of another size looks as if it had been drawn there", async () => {
    const { tab, site } = opened;
    await visit(tab, `${site.url}#${toFragment(digits[2])}`);
    await until(tab, demo.isLabelled, "2");
    const large = await call(tab, demo.boxFromTop, ".inkling-pad");
    /** @type {Buffer[]} */
    let [seen, reloaded] = [Buffer.alloc(0), Buffer.alloc(1)];
    // WebKitGTK shows and hides scroll bars at any time: they can spoil one picture, so there are three tries.
    for (let tries = 3; tries > 0 && !seen.equals(reloaded); tries--) {
      await tab.resize(1280, 900);
      await until(tab, (/** @type {number} */ width) => innerWidth > width, 800);
      await tab.resize(700, 700);
      await until(tab, (/** @type {number} */ width) => innerWidth < width, 800);
      const resized = await call(tab, demo.boxFromTop, ".inkling-pad");
      assert.notDeepEqual(resized, large);
      await until(tab, demo.isLabelled, "2");
      seen = await stillPicture(tab, ".inkling-pad");
      await tab.reload();
      await until(tab, demo.isLabelled, "2");
      assert.deepEqual(await call(tab, demo.boxFromTop, ".inkling-pad"), resized);
      reloaded = await stillPicture(tab, ".inkling-pad");
    }
    assert.ok(seen.equals(reloaded));
    await press(tab, "Clear");
    assert.ok(!seen.equals(await tab.picture(".inkling-pad")));
  });
}

/**
 * Fingers on the pad.
 *
 * @param {Opened} opened
 * @param {string} [noFinger]  Why there is none.
 */
function touching(opened, noFinger) {
  test("a finger draws, and the page stays where it is", { skip: noFinger }, async () => {
    const { tab, site } = opened;
    await visit(tab, site.url, { size: { width: 390, height: 480 } });
    const strokes = await inWindow(tab, digits[7]);
    const before = await call(tab, () => scrollY);
    assert.ok(before > 0, "the page has been scrolled, so it could be scrolled back");
    for (const stroke of strokes) await tab.finger?.(stroke); // Only Chromium's could scroll; for all others, see the next test.
    await until(tab, demo.isLabelled, "7");
    assert.equal(await call(tab, () => scrollY), before);
    assert.deepEqual(await tab.complaints(), []);
  });

  test("one finger on the pad never scrolls, two may zoom, elsewhere it may", async () => {
    const { tab, site } = opened;
    await visit(tab, site.url);
    const action = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (document.querySelector(selector))).touchAction;
    assert.equal(await call(tab, action, ".inkling-pad"), "pinch-zoom");
    assert.equal(await call(tab, action, ".inkling-bars"), "auto");
  });
}

/**
 * Models of the visitor's own.
 *
 * @param {Opened} opened
 */
function opening(opened) {
  test("a model of one's own answers, by the page's strict policy", async () => {
    const { tab, site } = opened;
    const folder = await temporaryFolder();
    await writeModel(folder, { turn: 1 });
    const chosen = await chosenModel(folder);
    const files = await Promise.all(
      chosen.map(async ({ path, blob }) => [path.replace("mine/", ""), Buffer.from(await blob.arrayBuffer()).toString("base64")]),
    );
    await visit(tab, site.url);
    await draw(tab, digits[3]);
    await until(tab, demo.isLabelled, "3");
    await until(tab, demo.choosesFiles);
    await call(tab, demo.chooseFiles, files);
    await until(tab, demo.isLabelled, "4");
    assert.deepEqual(await tab.complaints(), []);
  });
}

/**
 * A host that fails, and none at all.
 *
 * @param {Opened} opened
 */
function failing(opened) {
  for (const { what, pattern, page, sentence } of OUTAGES) {
    test(`${what} there is a sentence, and Try again recovers`, async () => {
      const { tab } = opened;
      const frail = await host();
      try {
        frail.withhold(pattern, page);
        await visit(tab, frail.url, { state: "problem" });
        assert.match(await call(tab, demo.problem), sentence);
        await draw(tab, digits[6]);
        assert.equal(await call(tab, demo.shownDigit), "");
        await frail.up();
        await press(tab, "Try again");
        await until(tab, demo.isLabelled, "6");
        assert.equal(await call(tab, demo.problem), "");
      } finally {
        await frail.down();
      }
    });
  }

  test("after one visit the demo works without a network", async () => {
    const { tab } = opened;
    const frail = await host();
    try {
      await visit(tab, frail.url);
      await until(tab, () => navigator.serviceWorker.controller !== null);
      await frail.down();
      await tab.reload();
      await until(tab, demo.isState, "ready");
      await draw(tab, digits[4]);
      await until(tab, demo.isLabelled, "4");
    } finally {
      await frail.down();
    }
  });
}
