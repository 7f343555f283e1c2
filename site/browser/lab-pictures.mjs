/**
 * Takes the pictures of the laboratory's pages in the documentation; `screenshots.mjs` calls it.
 *
 * @typedef {import("playwright-core").Page} Page
 */

/** Name of the picture -> the page, and what is done there before the picture is taken. */
const PAGES = {
  train: { path: "lab/train/#layers=none&epochs=2&batch=64&rate=0.002&seed=1", prepare: train },
  atlas: { path: "lab/atlas/", prepare: isReady },
  errors: { path: "lab/errors/#inkling/7/2", prepare: cell },
};

/**
 * @param {Awaited<ReturnType<typeof import("./visit.mjs").visit>>} site
 * @param {(page: Page, name: string) => Promise<void>} take  Writes the picture.
 */
export async function takeLabPictures(site, take) {
  for (const [name, { path, prepare }] of Object.entries(PAGES)) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const { page } = await site.open({ viewport: { width: 1000, height: 900 }, colorScheme, reducedMotion: "reduce" }, path);
      await prepare(page);
      const top = await page.locator(".inkling").first().boundingBox();
      await page.evaluate((y) => scrollTo(0, y), (top?.y ?? 0) - 60);
      await page.mouse.move(0, 0);
      await take(page, `lab-${name}.${colorScheme}`);
      await page.context().close();
    }
  }
}

/** @param {Page} page */
async function train(page) {
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.locator('[data-inkling-train][data-state="done"]').waitFor({ timeout: 120_000 });
}

/** @param {Page} page */
async function isReady(page) {
  await page.locator('[data-state="ready"]').waitFor();
}

/** @param {Page} page */
async function cell(page) {
  await isReady(page);
  await page.getByText("Test image").first().waitFor();
}
