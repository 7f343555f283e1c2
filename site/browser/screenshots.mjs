/**
 * Takes the pictures of the demo in the README and the documentation, from the built site: `node site/browser/screenshots.mjs`
 *
 * Writes docs/assets/demo-desktop.light.png and so on: a window and a telephone, light and dark, with a 7 on the pad that has a bar;
 * a small telephone in German and in Arabic; and the pages of the laboratory.
 */
import { join } from "node:path";
import process from "node:process";
import { repository } from "./built-site.mjs";
import { atRest, draw, expectLabel, ready, styles } from "./demo-page.mjs";
import { takeLabPictures } from "./lab-pictures.mjs";
import { speaks } from "./languages.mjs";
import { visit } from "./visit.mjs";

const DEVICES = {
  desktop: { viewport: { width: 1280, height: 820 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

/** What the small pictures in other languages show: one of long words, one from right to left. */
const LANGUAGES = ["de", "ar"];

const [seven] = styles;

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function take(page, name) {
  await atRest(page);
  const path = join(repository, "docs", "assets", `${name}.png`);
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
}

const site = await visit();
try {
  for (const [device, options] of Object.entries(DEVICES)) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const { page } = await site.open({ ...options, colorScheme, reducedMotion: "reduce" });
      await ready(page);
      await draw(page, seven.strokes);
      await expectLabel(page, seven.means);
      await page.mouse.move(0, 0);
      await page.evaluate(() => scrollTo(0, 0));
      await take(page, `demo-${device}.${colorScheme}`);
    }
  }
  for (const locale of LANGUAGES) {
    const { page } = await site.open({ viewport: { width: 320, height: 720 }, locale, colorScheme: "light", reducedMotion: "reduce" });
    await speaks(page, locale);
    await ready(page);
    await draw(page, seven.strokes);
    await expectLabel(page, seven.means);
    await page.evaluate(() => scrollTo(0, 0));
    await take(page, `demo-${locale}.light`);
  }
  await takeLabPictures(site, take);
} finally {
  await site.close();
}
