/**
 * The panels that explain an answer.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { digits, draw, expectLabel, explained } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

test("why: ink that speaks for the digit is shown, for another digit too, and the maps of every layer", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[9]);
  await expectLabel(page, "9");
  await page.locator("summary", { hasText: "Why this answer" }).click();
  await explained(page, "9");
  assert.ok((await page.locator(".inkling-maps figure").count()) >= 3);
  await page.getByLabel("What speaks for a").selectOption("4");
  const heat = await explained(page, "4");
  const colours = await heat.evaluate((canvas) => {
    const { data } = /** @type {CanvasRenderingContext2D} */ (/** @type {HTMLCanvasElement} */ (canvas).getContext("2d")).getImageData(0, 0, 28, 28);
    let [warm, cold] = [0, 0];
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 60) data[i] > data[i + 2] ? warm++ : cold++;
    return { warm, cold };
  });
  assert.ok(colours.warm > 3, JSON.stringify(colours));
  assert.deepEqual(complaints, []);
});

test("the four steps from strokes to grid are shown, live", async () => {
  const { page } = await site.openDemo();
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
  await draw(
    page,
    digits[0].map((stroke) => stroke.map(({ x, y }) => ({ x: x / 3, y: y / 3 }))),
  );
  const [strokes, box, ink, grid] = await inked();
  assert.ok(strokes > 0 && strokes < box, "the box holds the drawing larger");
  assert.ok(ink > grid, "the grid has more ground around the same ink");
});
