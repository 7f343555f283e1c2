/**
 * The picture of all test images, as `python -m export dataset` writes it: white ink on nothing, so that it can be painted in any colour.
 *
 * @typedef {object} SheetFacts  What test-sheet.json holds.
 * @property {string} file
 * @property {string} sha256
 * @property {number} images
 * @property {number} side  Of an image, in pixels.
 * @property {number} columns  Images in a row.
 */
import { DamagedError } from "../../errors.js";
import { place, readBytes, readChecked } from "../../read-bytes.js";
import { element } from "../../view/dom.js";
import { t } from "../../words/sentence.js";
import { readVerified } from "./atlas-files.js";

export class TestSheet {
  /**
   * @param {SheetFacts} facts
   * @param {CanvasImageSource} picture
   */
  constructor(facts, picture) {
    this.facts = facts;
    this.picture = picture;
  }

  /**
   * @param {number} image
   * @returns {{x: number, y: number, side: number}} Where it is in the picture.
   */
  cell(image) {
    const { side, columns } = this.facts;
    return { x: (image % columns) * side, y: Math.floor(image / columns) * side, side };
  }

  /**
   * @param {Uint8Array} groups  Of each image.
   * @param {string[]} colours  Of the groups.
   * @returns {HTMLCanvasElement} The picture, each image in the colour of its group.
   */
  painted(groups, colours) {
    const { side, columns } = this.facts;
    const rows = Math.ceil(groups.length / columns);
    const { canvas, context } = layer(columns * side, rows * side);
    context.drawImage(this.picture, 0, 0);
    context.imageSmoothingEnabled = false;
    context.globalCompositeOperation = "source-in";
    context.drawImage(dots(groups, colours, columns, rows), 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  /**
   * @param {HTMLCanvasElement} canvas  Gets the image, in its own colour.
   * @param {number} image
   */
  show(canvas, image) {
    const context = canvas.getContext("2d");
    if (context === null) return;
    const { x, y, side } = this.cell(image);
    canvas.width = canvas.height = side; // This also empties it.
    context.drawImage(this.picture, x, y, side, side, 0, 0, side, side);
    context.globalCompositeOperation = "source-in";
    context.fillStyle = getComputedStyle(canvas).color;
    context.fillRect(0, 0, side, side);
  }
}

/**
 * One pixel for each image, in its colour: enlarged, it paints the cells of the picture. No pixel of a canvas is read, because browsers
 * that protect against fingerprinting would add noise.
 *
 * @param {Uint8Array} groups
 * @param {string[]} colours
 * @param {number} columns
 * @param {number} rows
 */
function dots(groups, colours, columns, rows) {
  const { canvas, context } = layer(columns, rows);
  groups.forEach((group, i) => {
    context.fillStyle = colours[group];
    context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
  });
  return canvas;
}

/**
 * @param {number} width
 * @param {number} height
 */
function layer(width, height) {
  const canvas = element("canvas", { width: `${width}`, height: `${height}` });
  const context = canvas.getContext("2d");
  if (context === null) throw new DamagedError(t("This browser shows no pictures here: the list below has the same in words."));
  return { canvas, context };
}

/**
 * @param {URL} url  Of test-sheet.json.
 * @returns {Promise<TestSheet>}
 * @throws {import("../../errors.js").RecogniserError}
 */
export async function readTestSheet(url) {
  const facts = await readChecked((reading) => readFacts(url, reading));
  const bytes = await readVerified(new URL(facts.file, url), t("The picture of the test images"), facts.sha256);
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" })).catch((error) => {
    throw new DamagedError(
      t('The picture of the test images at {url} cannot be shown: write it again with "python -m export dataset".', { url: place(url) }),
      error,
    );
  });
  return new TestSheet(facts, picture);
}

/**
 * @param {URL} url
 * @param {import("../../read-bytes.js").Reading} reading
 * @returns {Promise<SheetFacts>}
 */
async function readFacts(url, reading) {
  const text = new TextDecoder().decode(await readBytes(url, t("The list of test images"), reading));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DamagedError(t('The list of test images at {url} cannot be read: write it again with "python -m export dataset".', { url: place(url) }), error);
  }
}
