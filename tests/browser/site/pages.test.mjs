/**
 * Every page of the built site, in windows of several sizes and in both colour schemes.
 */
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pages, repository, www } from "../../../site/browser/built-site.mjs";
import { atRest, digits, draw, expectLabel, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { until } from "../../../site/browser/wait.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
const folder = join(repository, "build", "screenshots");

before(async () => {
  site = await visit();
  await mkdir(folder, { recursive: true });
});
after(() => site?.close());

/** @type {Record<string, import("playwright-core").BrowserContextOptions>} */
const LOOKS = {
  "desktop-light": { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  "desktop-dark": { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  "phone-light": { viewport: { width: 390, height: 844 }, colorScheme: "light", hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  "phone-dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

for (const [look, options] of Object.entries(LOOKS)) {
  test(`every page fits its window, asks no other host and leaves the console silent: ${look}`, async () => {
    const { page, complaints } = await site.open(options);
    for (const path of await pages()) {
      await page.goto(new URL(path, site.url).href);
      if (await page.locator("[data-inkling-demo]").count()) {
        await ready(page);
        await draw(page, digits[5]);
        await expectLabel(page, "5");
        await atRest(page); // The bars move for a moment.
      }
      const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      const name = `${
        path
          .replace(/\/$/, "")
          .replaceAll("/", "-")
          .replace(/\.html$/, "") || "home"
      }-${look}.png`;
      await page.screenshot({ path: join(folder, name) });
      assert.ok(wide <= window, `${path || "home"} is ${wide} pixels wide in a window of ${window}`);
      assert.deepEqual(complaints, [], path);
    }
  });
}

test("every page has a title and a description of its own", async () => {
  const [titles, descriptions] = [new Set(), new Set()];
  const all = await pages();
  for (const path of all) {
    const html = await readFile(join(www, path.endsWith(".html") ? path : join(path, "index.html")), "utf8");
    titles.add(/<title>(.+?)<\/title>/.exec(html)?.[1]);
    descriptions.add(/<meta name="description" content="(.+?)">/.exec(html)?.[1]);
  }
  assert.equal(titles.size, all.length);
  assert.equal(descriptions.size, all.length);
});

test("the ink follows the colour scheme when the reader changes it", async () => {
  const { page } = await site.open(LOOKS["desktop-light"]);
  await ready(page);
  await draw(page, digits[0]);
  const colour = () =>
    page.locator(".inkling-pad canvas").evaluate((node) => {
      const canvas = /** @type {HTMLCanvasElement} */ (node);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const opaque = data.findIndex((value, i) => i % 4 === 3 && value === 255);
      return data.slice(opaque - 3, opaque).join();
    });
  const light = await colour();
  await page.evaluate(() => document.body.setAttribute("data-md-color-scheme", "slate"));
  await until(
    async () => (await colour()) !== light,
    () => `ink of another colour than ${light}.`,
  );
});
