/**
 * From the bytes of a picture to what the network reads. It runs in a worker, and in the page where there are no workers.
 */
import { SentenceError } from "../errors.js";
import { pictureParts } from "../preprocessing/picture-parts.js";
import { t } from "../words/sentence.js";
import { takeOrientation, turned } from "./orientation.js";
import { unreadable } from "./picture-kinds.js";

/** Pictures are scaled down to this side, in pixels: a digit needs 20 pixels, and a telephone takes thousands. */
const SIDE = 1024;

/** How much red, green and blue add to the brightness that people see. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/** @typedef {{data: Uint8ClampedArray | Uint8Array, width: number, height: number}} Pixels  Red, green, blue and alpha, 0 to 255. */

/**
 * @param {Blob} blob
 * @returns {Promise<import("../preprocessing/picture-parts.js").PictureParts | null>} Null for a picture of one colour.
 * @throws {Error} With one sentence that says what to do.
 */
export async function readPicture(blob) {
  const file = new Uint8Array(await blob.arrayBuffer());
  const { orientation, bytes } = takeOrientation(file);
  const picture = bytes === file ? blob : new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: blob.type });
  const bitmap = await createImageBitmap(picture).catch((cause) => {
    throw new SentenceError(unreadable(file), cause);
  });
  try {
    return pictureParts(turned(brightness(await pixelsOf(bitmap)), orientation));
  } finally {
    bitmap.close();
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @returns {Promise<Pixels>} Scaled down.
 */
async function pixelsOf(bitmap) {
  const scale = Math.min(SIDE / Math.max(bitmap.width, bitmap.height), 1);
  if (scale === 1) return { data: await valuesOf(bitmap), width: bitmap.width, height: bitmap.height };
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(Math.round(side * scale), 1));
  const small = await createImageBitmap(bitmap, { resizeWidth: width, resizeHeight: height, resizeQuality: "high" });
  try {
    return { data: await valuesOf(small), width, height };
  } finally {
    small.close();
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @returns {Promise<Uint8ClampedArray | Uint8Array>} Red, green, blue and alpha of each pixel.
 */
async function valuesOf(bitmap) {
  // Some browsers add noise to what a canvas gives back, so that pages cannot recognise a visitor. A video frame has no noise.
  if (typeof VideoFrame === "function") {
    const frame = new VideoFrame(bitmap, { timestamp: 0 });
    try {
      const values = new Uint8Array(bitmap.width * bitmap.height * 4);
      await frame.copyTo(values, /** @type {VideoFrameCopyToOptions} */ ({ format: "RGBA" }));
      return values;
    } catch {
      // Some browsers have video frames but cannot convert their colours.
    } finally {
      frame.close();
    }
  }
  const context = contextOf(bitmap.width, bitmap.height);
  if (context === null) throw new SentenceError(t("This browser lets no page read pictures: draw the digit instead."));
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}

/**
 * @param {number} width
 * @param {number} height
 * @returns {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null} Of a canvas that is not shown. A worker has no document.
 */
function contextOf(width, height) {
  if (typeof document === "undefined") return new OffscreenCanvas(width, height).getContext("2d");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  return canvas.getContext("2d");
}

/**
 * @param {Pixels} pixels
 * @returns {import("../preprocessing/photo.js").Image} Transparent pixels get a white background, or a black one where the opaque
 *     pixels are bright.
 */
export function brightness({ data, width, height }) {
  const count = width * height;
  const values = new Float64Array(count);
  let [light, opaque, clearest] = [0, 0, 1];
  for (let i = 0; i < count; i++) {
    const alpha = data[4 * i + 3] / 255;
    values[i] = (RED * data[4 * i] + GREEN * data[4 * i + 1] + BLUE * data[4 * i + 2]) / 255;
    light += alpha * values[i];
    opaque += alpha;
    if (alpha < clearest) clearest = alpha;
  }
  const background = light > 0.5 * opaque && clearest < 0.5 ? 0 : 1;
  if (clearest < 1) values.forEach((value, i) => (values[i] = background + (value - background) * (data[4 * i + 3] / 255)));
  return { values, width, height };
}
