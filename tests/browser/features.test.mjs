import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { photoOf, png } from "./png.mjs";
import { button, catalogue, digits, draw, expectLabel, inkOnPad, padBox, ready, sideBySide, styles, visit } from "../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** @param {string} [path] */
async function openDemo(path) {
  const opened = await site.open(undefined, path);
  await ready(opened.page);
  return opened;
}

test("redo brings back what undo took, with the button and with the keys", async () => {
  const { page } = await openDemo();
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  for (const key of ["Control+y", "Control+Shift+Z"]) {
    await button(page, "Undo").click();
    await expectLabel(page, "");
    await page.keyboard.press(key);
    await expectLabel(page, "7");
  }
  assert.ok(await button(page, "Redo").isDisabled());
});

test("the eraser takes the stroke that it touches and no other", async () => {
  const { page } = await openDemo();
  await draw(page, digits[7]);
  await draw(page, [[{ x: 0.05, y: 0.95 }, { x: 0.2, y: 0.95 }]]);
  const both = await inkOnPad(page);
  await button(page, "Erase").click();
  assert.equal(await button(page, "Erase").getAttribute("aria-pressed"), "true");
  await draw(page, [[{ x: 0.1, y: 0.85 }, { x: 0.1, y: 0.95 }]]);
  await expectLabel(page, "7");
  assert.ok((await inkOnPad(page)) < both);
});

test("a digit can be drawn with the keyboard alone", async () => {
  const { page } = await openDemo();
  await page.locator(".inkling-pad").focus();
  await page.keyboard.press("Space");
  for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expectLabel(page, "1");
  const ink = await inkOnPad(page);
  await page.keyboard.press("ArrowRight");
  assert.equal(await inkOnPad(page), ink, "a lifted pen draws nothing");
  await page.keyboard.press("Escape");
  await expectLabel(page, "");
});

test("a link carries the drawing to whoever opens it", async () => {
  const { page } = await openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await button(page, "Copy link").click();
  await page.getByText(/link to this drawing is copied|address of this page/).waitFor();
  const { hash } = new URL(page.url());
  assert.match(hash, /^#drawing=[\w.-]+$/);
  const { page: other, complaints } = await openDemo(hash);
  await expectLabel(other, "3");
  assert.deepEqual(complaints, []);
});

test("a drawing is saved as a PNG that shows its ink", async () => {
  const { page } = await openDemo();
  assert.ok(await button(page, "Save PNG").isDisabled());
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  const saved = page.waitForEvent("download");
  await button(page, "Save PNG").click();
  const file = await saved;
  assert.equal(file.suggestedFilename(), "inkling-7.png");
  const address = `data:image/png;base64,${(await readFile(await file.path())).toString("base64")}`;
  const dark = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = image.width;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.width);
    return data.filter((value, i) => i % 4 === 0 && value < 128).length / image.width ** 2;
  }, address);
  assert.ok(dark > 0.02 && dark < 0.2, `${dark}`);
});

test("real test images can be tried, another one each time, and a stroke takes their place", async () => {
  const { page } = await openDemo();
  const said = page.locator(".inkling-extras .inkling-said");
  const seen = new Set();
  for (let i = 0; i < 4; i++) {
    await button(page, "Try a test image").click();
    await page.waitForFunction((before) => !before.includes(document.querySelector(".inkling-extras .inkling-said")?.textContent ?? ""), ["", ...seen]);
    const text = (await said.textContent()) ?? "";
    const [, label] = /^Test image \d+ of MNIST, its label is (\d)\.$/.exec(text) ?? assert.fail(text);
    await expectLabel(page, label);
    seen.add(text);
  }
  assert.equal(seen.size, 4);
  await draw(page, digits[3]);
  await expectLabel(page, "3");
});

test("a pen that presses harder leaves a wider line, and the answer does not depend on it", async () => {
  const { page } = await openDemo();
  const session = await page.context().newCDPSession(page);
  /** @param {number} force */
  const write = async (force) => {
    const box = await padBox(page);
    for (const stroke of digits[3]) {
      for (const [i, { x, y }] of stroke.entries()) {
        const at = { x: box.x + x * box.width, y: box.y + y * box.height, button: /** @type {const} */ ("left"), buttons: 1, pointerType: /** @type {const} */ ("pen"), force };
        await session.send("Input.dispatchMouseEvent", { ...at, type: i === 0 ? "mousePressed" : "mouseMoved", clickCount: 1 });
        if (i === stroke.length - 1) await session.send("Input.dispatchMouseEvent", { ...at, buttons: 0, type: "mouseReleased", clickCount: 1 });
      }
    }
    await expectLabel(page, "3");
    const [ink, words] = [await inkOnPad(page), await page.locator(".inkling-words").textContent()];
    await button(page, "Clear").click();
    await expectLabel(page, "");
    return { ink, words };
  };
  const [light, firm] = [await write(0.1), await write(0.9)];
  assert.ok(firm.ink > 2 * light.ink, `${firm.ink}, ${light.ink}`);
  assert.equal(firm.words, light.words);
});

test("a link with anything else behind the # is an ordinary visit", async () => {
  const { page, complaints } = await openDemo("#drawing=<script>");
  const hint = page.locator(".inkling-pad").getByText("Draw a digit");
  await hint.waitFor();
  await page.evaluate(() => (location.hash = "#what-you-are-looking-at"));
  await hint.waitFor();
  assert.deepEqual(complaints, []);
});

test("a drawing to try is drawn before the visitor's eyes, and can be replayed", async () => {
  const { page } = await openDemo();
  await page.getByLabel("Try one").selectOption({ label: "5" });
  await page.waitForTimeout(300);
  const soon = await inkOnPad(page);
  await expectLabel(page, "5");
  await page.waitForTimeout(2200);
  const whole = await inkOnPad(page);
  assert.ok(soon < whole, `${soon} ${whole}`);
  await button(page, "Replay").click();
  await page.waitForTimeout(300);
  assert.ok((await inkOnPad(page)) < whole);
  await page.waitForTimeout(2200);
  assert.equal(await inkOnPad(page), whole);
  await expectLabel(page, "5");
});

test("a whole number is read digit by digit, the strokes of a 4 staying together", async () => {
  const { page } = await openDemo();
  await draw(page, sideBySide([4, 2]));
  await expectLabel(page, "42");
  assert.equal(await page.locator(".inkling-digit").textContent(), "42");
  assert.match((await page.locator(".inkling-words").textContent()) ?? "", /^2 digits: 4\s.*, 2\s.*/);
  assert.equal(await page.locator(".inkling-seen canvas").evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).width), 56, "a grid for each");
  await button(page, "Clear").click();
  await draw(page, sideBySide([2, 0, 2, 6]));
  await expectLabel(page, "2026");
});

test("all models read the same drawing side by side", async () => {
  const { page, complaints } = await openDemo();
  await draw(page, digits[8]);
  await page.locator("summary", { hasText: "All models" }).click();
  const models = await catalogue();
  const reads = page.locator(".inkling-models .inkling-reads");
  await page.waitForFunction((count) => {
    const cells = [...document.querySelectorAll(".inkling-reads")];
    return cells.length === count && cells.every((cell) => cell.textContent !== "–");
  }, models.length);
  assert.equal((await reads.allTextContents()).at(-1), "8");
  await button(page, "Clear").click();
  await page.waitForFunction(() => [...document.querySelectorAll(".inkling-reads")].every((cell) => cell.textContent === "–"));
  assert.deepEqual(complaints, []);
});

test("why: ink that speaks for the digit is shown, for another digit too, and the maps of every layer", async () => {
  const { page, complaints } = await openDemo();
  await draw(page, digits[9]);
  await expectLabel(page, "9");
  await page.locator("summary", { hasText: "Why this answer" }).click();
  const heat = page.locator(".inkling-heat");
  await page.waitForFunction(() => /speaks for a 9/.test(document.querySelector(".inkling-heat")?.getAttribute("aria-label") ?? ""));
  assert.ok((await page.locator(".inkling-maps figure").count()) >= 3);
  await page.getByLabel("What speaks for a").selectOption("4");
  assert.match((await heat.getAttribute("aria-label")) ?? "", /speaks for a 4/);
  const colours = await heat.evaluate((canvas) => {
    const { data } = /** @type {CanvasRenderingContext2D} */ (/** @type {HTMLCanvasElement} */ (canvas).getContext("2d")).getImageData(0, 0, 28, 28);
    let [warm, cold] = [0, 0];
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 60) data[i] > data[i + 2] ? warm++ : cold++;
    return { warm, cold };
  });
  assert.ok(colours.warm > 3, JSON.stringify(colours));
  assert.deepEqual(complaints, []);
});

test("a stroke under a replay stops it", async () => {
  const { page } = await openDemo();
  await page.getByLabel("Try one").selectOption({ label: "7" });
  await page.waitForTimeout(200);
  const box = await padBox(page);
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.down();
  await page.mouse.up();
  const ink = await inkOnPad(page);
  await page.waitForTimeout(2200);
  assert.equal(await inkOnPad(page), ink);
});

test("a picture of a digit is read by the same rule, from a file and dropped, and a stroke takes its place", async () => {
  const { page, complaints } = await openDemo();
  const file = page.getByLabel("Read a picture of a digit");
  await file.setInputFiles({ name: "six.png", mimeType: "image/png", buffer: photoOf(digits[6]) });
  await expectLabel(page, "6");
  await page.getByText("The pad shows what was found").waitFor();
  const transfer = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], "two.png", { type: "image/png" }));
    return data;
  }, [...photoOf(digits[2])]);
  await page.dispatchEvent("[data-inkling-demo]", "drop", { dataTransfer: transfer });
  await expectLabel(page, "2");
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  assert.deepEqual(complaints, []);
});

test("what is no picture, or an empty one, is said in a sentence and changes nothing", async () => {
  const { page } = await openDemo();
  await draw(page, digits[1]);
  await expectLabel(page, "1");
  const file = page.getByLabel("Read a picture of a digit");
  await file.setInputFiles({ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("hello") });
  await page.getByText("no picture that this browser can read").waitFor();
  await expectLabel(page, "1");
  await file.setInputFiles({ name: "blank.png", mimeType: "image/png", buffer: png(() => 200, 50, 40) });
  await page.getByText("nothing to see in that picture").waitFor();
});

test("the function reads a digit on a page of its own", async () => {
  const { page, complaints } = await site.open(undefined, "guide/embed/");
  const shown = page.locator("#inkling-answers", { hasText: '"label":7' });
  await shown.waitFor();
  assert.equal(JSON.parse((await shown.textContent()) ?? "").verdict, "digit");
  assert.deepEqual(complaints, []);
});

test("the element reads a digit on a page of its own, and says what is wrong", async () => {
  const { page, complaints } = await site.open(undefined, "guide/embed/");
  const pad = page.locator("digit-pad");
  await pad.scrollIntoViewIfNeeded();
  const answers = page.evaluate(() => new Promise((resolve) => document.addEventListener("answer", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (detail.label === 3) resolve(detail.verdict);
  })));
  await pad.evaluate((element, strokes) => Object.assign(element, { strokes }), digits[3]);
  assert.equal(await answers, "digit");
  await pad.getByText("3", { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await pad.evaluate((element) => element.setAttribute("model", "nowhere/model.json"));
  await pad.getByText("check that it is published there").waitFor();
});

test("the four steps from strokes to grid are shown, live", async () => {
  const { page } = await openDemo();
  await page.locator("summary", { hasText: "How your drawing becomes" }).click();
  const inked = () =>
    page.locator(".inkling-steps canvas").evaluateAll((canvases) =>
      canvases.map((canvas) => {
        const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
        const context = /** @type {CanvasRenderingContext2D} */ (/** @type {HTMLCanvasElement} */ (canvas).getContext("2d"));
        const { data } = context.getImageData(0, 0, width, height);
        return data.reduce((sum, value, i) => sum + (i % 4 === 3 && value > 0 ? 1 : 0), 0) / (width * height);
      }),
    );
  assert.deepEqual(await inked(), [0, 0, 0, 0]);
  await draw(page, digits[0].map((stroke) => stroke.map(({ x, y }) => ({ x: x / 3, y: y / 3 }))));
  const [strokes, box, ink, grid] = await inked();
  assert.ok(strokes > 0 && strokes < box, "the box holds the drawing larger");
  assert.ok(ink > grid, "the grid has more ground around the same ink");
});

test("what was taught is read so, also after a new visit, the rest as before, and it is forgotten at a click", async () => {
  const { page, complaints } = await openDemo();
  const letter = styles.find(({ what }) => what === "letter")?.strokes ?? [];
  const summary = page.locator("summary", { hasText: "Teach it your hand" });
  await draw(page, letter);
  await page.waitForSelector('[data-verdict="not a digit"]');
  await summary.click();
  await page.getByLabel("It was a").selectOption("4");
  await button(page, "Remember it").click();
  await expectLabel(page, "4");
  await button(page, "Clear").click();
  await draw(page, digits[9]);
  await expectLabel(page, "9");
  await page.reload();
  await ready(page);
  await draw(page, letter);
  await expectLabel(page, "4");
  await summary.click();
  await page.getByText("Taught so far: 4 (1).").waitFor();
  const saved = page.waitForEvent("download");
  await button(page, "Save as a file").click();
  assert.equal((await saved).suggestedFilename(), "inkling-corrections.json");
  await button(page, "Forget everything").click();
  await page.waitForSelector('[data-inkling-demo][data-verdict="not a digit"]');
  await page.getByLabel("Read a file of corrections").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.getByText("no corrections of Inkling").waitFor();
  await page.getByLabel("Read a file of corrections").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: await readFile(await (await saved).path()) });
  await expectLabel(page, "4");
  await button(page, "Forget this 4").click();
  await page.waitForSelector('[data-inkling-demo][data-verdict="not a digit"]');
  assert.equal(await page.getByRole("button", { name: /^Forget this/ }).count(), 0);
  assert.deepEqual(complaints, []);
});
