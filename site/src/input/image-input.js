/**
 * A picture of a digit, from a file, the clipboard or the camera, to the grid that the network reads. It never leaves the page.
 */
import { imageToGrid } from "../preprocessing/image.js";

/** Pictures are scaled down to this side, in pixels: a digit needs 20 pixels, and a telephone takes thousands. */
const SIDE = 1024;

/** How much red, green and blue add to the brightness that people see. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/**
 * @param {Blob} blob
 * @returns {Promise<Float64Array | null>} 784 values in 0..1; null for a picture of one colour.
 * @throws {Error} With one sentence that says what to do.
 */
export async function gridOfPicture(blob) {
  const bitmap = await createImageBitmap(blob).catch(() => {
    throw new Error("That is no picture that this browser can read: choose a PNG, JPEG or WebP.");
  });
  try {
    return imageToGrid(brightness(await pixelsOf(bitmap)));
  } finally {
    bitmap.close();
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @returns {Promise<{data: Uint8ClampedArray | Uint8Array, width: number, height: number}>} Scaled down; four values for each
 *     pixel: red, green, blue and alpha, 0 to 255.
 */
async function pixelsOf(bitmap) {
  const scale = Math.min(SIDE / Math.max(bitmap.width, bitmap.height), 1);
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
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser lets no page read pictures: draw the digit instead.");
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}

/**
 * @param {{data: Uint8ClampedArray | Uint8Array, width: number, height: number}} pixels
 * @returns {import("../preprocessing/image.js").Brightness} Transparent pixels get a white background, or a black one where the
 *     opaque pixels are bright.
 */
export function brightness({ data, width, height }) {
  const count = width * height;
  const grey = Float64Array.from({ length: count }, (_, i) => (RED * data[4 * i] + GREEN * data[4 * i + 1] + BLUE * data[4 * i + 2]) / 255);
  const alpha = Float64Array.from({ length: count }, (_, i) => data[4 * i + 3] / 255);
  const [light, opaque, clearest] = alpha.reduce(([sum, all, least], a, i) => [sum + a * grey[i], all + a, Math.min(least, a)], [0, 0, 1]);
  const background = light > 0.5 * opaque && clearest < 0.5 ? 0 : 1;
  return { values: grey.map((value, i) => value * alpha[i] + background * (1 - alpha[i])), width, height };
}

/**
 * Listens for pictures that are dropped on an element or pasted into the page.
 *
 * @param {HTMLElement} root
 * @param {(picture: Blob) => void} read
 * @param {AbortSignal} [signal]  Ends it.
 */
export function listenForPictures(root, read, signal) {
  /** @param {DataTransfer | null} data */
  const readFrom = (data) => {
    const picture = [...(data?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (picture) read(picture);
  };
  root.addEventListener("dragover", (event) => event.preventDefault()); // Otherwise the browser would open the dropped file.
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    readFrom(event.dataTransfer);
  });
  document.addEventListener("paste", (event) => readFrom(event.clipboardData), { signal });
}
