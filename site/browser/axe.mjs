/**
 * Accessibility by the rules of axe-core.
 */
import { readFile } from "node:fs/promises";
import { pathOfPackage } from "./drivers/packages.mjs";

const axe = await readFile(pathOfPackage("axe-core/axe.min.js"), "utf8");

/** The rules of WCAG 2.2, levels A and AA, and those that axe calls good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * @param {import("playwright-core").Page} page
 * @param {string} [root]  Only what is in this element counts: a selector.
 * @returns {Promise<string[]>} One line for each violation.
 */
export async function violations(page, root = "html") {
  await page.evaluate(axe);
  return page.evaluate(
    async ([place, rules]) => {
      // @ts-expect-error The script above brought it.
      const found = await globalThis.axe.run(place, { runOnly: rules });
      return found.violations.map(
        (/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html.slice(0, 120)).join(" | ")}`,
      );
    },
    /** @type {const} */ ([root, RULES]),
  );
}
