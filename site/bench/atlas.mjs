/**
 * Measures how smoothly the atlas follows the pointer: `node site/bench/atlas.mjs [--json FILE]`
 *
 * Opens the built page in headless Chromium, drags the map at each of three magnifications, and notes the time of each frame. Prints
 * frames a second, the median of the times and, of the slowest twentieth of the frames, how long they take at least.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { command } from "../bin/command.mjs";
import { visit } from "../browser/visit.mjs";
import { machine } from "./machine.mjs";
import { provenance } from "./provenance.mjs";
import { median, percentile } from "./statistics.mjs";

/** Presses of "Closer" before each measurement: dots, small images, large images. */
const CLOSER = [0, 4, 7];

/** Movements of the pointer in a measurement, one a frame. */
const MOVES = 120;

/** @typedef {{closer: number, frames: number, fps: number, median: number, p95: number}} Row  Milliseconds of a frame, and frames a second on average. */

/** @returns {Promise<Row[]>} */
async function measure() {
  const site = await visit();
  try {
    const { page } = await site.open({ viewport: { width: 1280, height: 900 } }, "lab/atlas/");
    await page.waitForSelector('[data-inkling-atlas][data-state="ready"]');
    await page.waitForLoadState("networkidle");
    const rows = [];
    for (const closer of CLOSER) {
      await page.getByRole("button", { name: "Whole map" }).click();
      for (let i = 0; i < closer; i++) await page.getByRole("button", { name: "Closer" }).click();
      rows.push({ closer, ...summary(await page.evaluate(dragged, MOVES)) });
    }
    return rows;
  } finally {
    await site.close();
  }
}

/**
 * Runs in the page.
 *
 * @param {number} moves
 * @returns {Promise<number[]>} Milliseconds between frames while the map is dragged in circles.
 */
async function dragged(moves) {
  const map = /** @type {HTMLElement} */ (document.querySelector(".atlas-map"));
  const { left, top, width, height } = map.getBoundingClientRect();
  const send = (/** @type {string} */ type, /** @type {number} */ i) => {
    const [x, y] = [left + width / 2 + 80 * Math.cos(i / 9), top + height / 2 + 80 * Math.sin(i / 9)];
    map.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, isPrimary: true, clientX: x, clientY: y, bubbles: true }));
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  map.setPointerCapture = () => {}; // There is no such pointer.
  send("pointerdown", 0);
  /** @type {number[]} */
  const times = [];
  for (let i = 1; i <= moves; i++) {
    send("pointermove", i);
    times.push(/** @type {number} */ (await frame()));
  }
  send("pointercancel", moves);
  return times.slice(1).map((time, i) => time - times[i]);
}

/** @param {number[]} times */
function summary(times) {
  const rounded = (/** @type {number} */ value) => Number(value.toFixed(1));
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { frames: times.length, fps: rounded(1000 / mean), median: rounded(median(times)), p95: rounded(percentile(times, 0.95)) };
}

await command(async () => {
  const { values } = parseArgs({ options: { json: { type: "string" } } });
  const known = await machine((line) => console.warn(line));
  const rows = await measure();
  const results = { ...known, panning: rows, ...(await provenance("make bench-atlas")) };
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 1)}\n`);
  const line = (/** @type {Row} */ { closer, fps, median, p95 }) =>
    `  ${closer} times closer: ${fps} frames a second, ${median} ms a frame in the median, the slowest twentieth from ${p95} ms\n`;
  return `The atlas while it is dragged, ${rows[0].frames} frames each:\n${rows.map(line).join("")}`;
});
