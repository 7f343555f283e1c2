/**
 * The picture of a digit, from a file, the clipboard or the camera, to the grid that the network reads. It stays in the page.
 */
import { imageToGrid } from "../preprocessing/image.js";

/** Pictures are read at this side at most: a digit needs 20 pixels, a telephone takes thousands. */
const SIDE = 1024;

/** Of what the eye sees in red, green and blue. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/**
 * @param {Blob} blob
 * @returns {Promise<Float64Array | null>} Null for a picture of one colour.
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
 * @returns {Promise<{data: Uint8ClampedArray | Uint8Array, width: number, height: number}>} Four numbers a pixel, scaled down.
 */
async function pixelsOf(bitmap) {
  const scale = Math.min(SIDE / Math.max(bitmap.width, bitmap.height), 1);
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(Math.round(side * scale), 1));
  const small = await createImageBitmap(bitmap, { resizeWidth: width, resizeHeight: height, resizeQuality: "high" });
  try {
    return { data: await copied(small), width, height };
  } finally {
    small.close();
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @returns {Promise<Uint8ClampedArray | Uint8Array>}
 */
async function copied(bitmap) {
  // Browsers that guard against fingerprints answer noise when a canvas is read; a video frame is only what was put in.
  if (typeof VideoFrame === "function") {
    const frame = new VideoFrame(bitmap, { timestamp: 0 });
    try {
      const pixels = new Uint8Array(bitmap.width * bitmap.height * 4);
      await frame.copyTo(pixels, /** @type {VideoFrameCopyToOptions} */ ({ format: "RGBA" }));
      return pixels;
    } catch {
      // Not every browser that has frames can convert them.
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
 * @returns {import("../preprocessing/image.js").Brightness} What is transparent lies on white, or on black where what is opaque is bright.
 */
export function brightness({ data, width, height }) {
  const count = width * height;
  const grey = Float64Array.from({ length: count }, (_, i) => (RED * data[4 * i] + GREEN * data[4 * i + 1] + BLUE * data[4 * i + 2]) / 255);
  const alpha = Float64Array.from({ length: count }, (_, i) => data[4 * i + 3] / 255);
  const [ink, opaque, clearest] = alpha.reduce(([sum, all, least], a, i) => [sum + a * grey[i], all + a, Math.min(least, a)], [0, 0, 1]);
  const ground = ink > 0.5 * opaque && clearest < 0.5 ? 0 : 1;
  return { values: grey.map((value, i) => value * alpha[i] + ground * (1 - alpha[i])), width, height };
}

/**
 * Listens for pictures that are dropped on an element or pasted into the page.
 *
 * @param {HTMLElement} root
 * @param {(picture: Blob) => void} take
 */
export function onPicture(root, take) {
  /** @param {DataTransfer | null} data */
  const pictureIn = (data) => [...(data?.files ?? [])].find(({ type }) => type.startsWith("image/"));
  root.addEventListener("dragover", (event) => event.preventDefault()); // Else the browser would open what is dropped.
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    const picture = pictureIn(event.dataTransfer);
    if (picture) take(picture);
  });
  document.addEventListener("paste", (event) => {
    const picture = pictureIn(event.clipboardData);
    if (picture) take(picture);
  });
}
