/**
 * The browser engines that the tests of drawing run in, each behind the same few functions (`Tab`).
 */
import process from "node:process";
import { chromiumTab, findChromium } from "./chromium.mjs";
import { findFirefox, firefoxTab } from "./firefox.mjs";
import { findWebKit, webKitTab } from "./webkit.mjs";

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string[]} packages  Debian's packages for it.
 * @property {() => string | null} find  The path of the program to start; null when something is missing.
 * @property {() => Promise<import("./tab.mjs").Tab>} start
 * @property {string} [noFinger]  Why its driver has no finger, where it has none.
 */

/** @type {Engine[]} */
export const engines = [
  { name: "Chromium", packages: ["chromium"], find: findChromium, start: chromiumTab },
  { name: "Firefox ESR", packages: ["firefox-esr"], find: findFirefox, start: () => firefoxTab() },
  {
    name: "WebKitGTK",
    packages: ["webkit2gtk-driver", "xvfb", "xauth"],
    find: findWebKit,
    start: webKitTab,
    noFinger: "WebKitWebDriver takes pointers of type touch, but moves the mouse",
  },
];

/**
 * Firefox as the Tor Browser sets it: canvases cannot be read back, clocks are coarse, sizes and languages are not the real ones.
 *
 * @type {Engine}
 */
export const protectedFirefox = {
  ...engines[1],
  name: "Firefox ESR with fingerprint protection",
  start: () => firefoxTab({ "privacy.resistFingerprinting": true }),
};

/**
 * @param {Engine} engine
 * @returns {string | false} Why its tests cannot run; false when they can, and in CI, where a missing engine has to fail.
 */
export function missing({ name, packages, find }) {
  if (process.env.CI === "true" || find() !== null) return false;
  return `${name} is not here: on Debian install ${packages.join(", ")}`;
}
