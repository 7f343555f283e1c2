/**
 * inkling.js and <digit-pad> on a page of one's own: use/page/ is such a page.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { digits } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

test("the function reads a digit on a page of its own", async () => {
  const { page, complaints } = await site.open(undefined, "use/page/");
  const shown = page.locator("#inkling-answers", { hasText: '"label":7' });
  await shown.waitFor();
  assert.equal(JSON.parse((await shown.textContent()) ?? "").verdict, "digit");
  assert.deepEqual(complaints, []);
});

test("the element reads a digit on a page of its own, and says what is wrong", async () => {
  const { page, complaints } = await site.open(undefined, "use/page/");
  const pad = page.locator("digit-pad");
  await pad.scrollIntoViewIfNeeded();
  const answers = page.evaluate(
    () =>
      new Promise((resolve) =>
        document.addEventListener("answer", (event) => {
          const { detail } = /** @type {CustomEvent} */ (event);
          if (detail.label === 3) resolve(detail.verdict);
        }),
      ),
  );
  await pad.evaluate((element, strokes) => Object.assign(element, { strokes }), digits[3]);
  assert.equal(await answers, "digit");
  await pad.getByText("3", { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await pad.evaluate((element) => element.setAttribute("model", "nowhere/model.json"));
  await pad.getByText("check that it is published there").waitFor();
});
