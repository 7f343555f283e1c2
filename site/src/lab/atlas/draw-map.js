/**
 * Paints the part of the map that is shown: dots from afar, the images themselves from near.
 *
 * @typedef {import("./atlas-files.js").Atlas} Atlas
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").Size} Size
 *
 * @typedef {object} Own  The visitor's drawing on the map.
 * @property {{x: number, y: number}} at
 * @property {CanvasImageSource} picture
 * @property {number[]} neighbours  Images.
 *
 * @typedef {object} Shown
 * @property {Atlas} atlas
 * @property {View} view
 * @property {import("./colours.js").Look} look
 * @property {Uint8Array} groups  Of each image, the place of its colour in `colours`.
 * @property {string[]} colours
 * @property {HTMLCanvasElement | null} painted  The picture of all images in these colours, once it is there.
 * @property {(image: number) => {x: number, y: number, side: number}} cell  Where an image is in it.
 * @property {number | null} chosen
 * @property {Own | null} own
 */
import { toWindow } from "./view.js";

/** The side of an image in pixels, where the side of the map has 1000. */
const IMAGE = 9;

/** How much of coming closer makes images larger; the rest makes them lie farther apart. */
const GROWTH = 0.55;

/** Pixels from which on images are shown instead of dots: smaller, nobody would know a digit. */
const KNOWN = 12;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Size} size  Of the window, in pixels of the page.
 * @param {number} ratio  Pixels of the screen in one of the page.
 * @param {Shown} shown
 */
export function drawMap(context, size, ratio, shown) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const images = inWindow(shown, size);
  const side = sideOf(shown.view.scale);
  if (side >= KNOWN && shown.painted !== null) drawImages(context, shown, images, side);
  else drawDots(context, shown, images, Math.max(1.6, side / 3));
  drawRings(context, shown, images, Math.max(4, side / 2 + 1));
  if (shown.own !== null) drawOwn(context, size, shown, shown.own, Math.max(34, 1.3 * side));
  if (shown.chosen !== null) drawFrame(context, shown.look.mark, toWindow(shown.view, size, placeOn(shown.atlas, shown.chosen)), Math.max(12, side + 4));
}

/** @param {number} scale  Of the view. */
export function sideOf(scale) {
  return IMAGE * (scale / 1000) ** GROWTH;
}

/** @typedef {{image: number, x: number, y: number}} Placed  An image in the window. */

/**
 * @param {Shown} shown
 * @param {Size} size
 * @returns {Placed[]}
 */
function inWindow({ atlas, view }, { width, height }) {
  const [left, top] = [view.x * view.scale - width / 2, view.y * view.scale - height / 2];
  const edge = sideOf(view.scale);
  const found = [];
  for (let image = 0; image < atlas.count; image++) {
    const [x, y] = [atlas.x[image] * view.scale - left, atlas.y[image] * view.scale - top];
    if (x > -edge && y > -edge && x < width + edge && y < height + edge) found.push({ image, x, y });
  }
  return found;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Shown} shown
 * @param {Placed[]} images
 * @param {number} side
 */
function drawImages(context, { painted, cell }, images, side) {
  for (const { image, x, y } of images) {
    const from = cell(image);
    context.drawImage(/** @type {HTMLCanvasElement} */ (painted), from.x, from.y, from.side, from.side, x - side / 2, y - side / 2, side, side);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Shown} shown
 * @param {Placed[]} images
 * @param {number} side
 */
function drawDots(context, { groups, colours }, images, side) {
  colours.forEach((colour, group) => {
    context.fillStyle = colour; // Once for each colour: to set it is what takes time.
    for (const { image, x, y } of images) if (groups[image] === group) context.fillRect(x - side / 2, y - side / 2, side, side);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Shown} shown
 * @param {Placed[]} images
 * @param {number} radius
 */
function drawRings(context, { atlas, look }, images, radius) {
  context.strokeStyle = look.ring;
  context.lineWidth = 1.5;
  for (const { image, x, y } of images) {
    if (atlas.labels[image] === atlas.answers[image]) continue;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Size} size
 * @param {Shown} shown
 * @param {Own} own
 * @param {number} side
 */
function drawOwn(context, size, { atlas, view, look }, own, side) {
  const { x, y } = toWindow(view, size, own.at);
  context.strokeStyle = look.mark;
  context.lineWidth = 1;
  context.beginPath();
  for (const image of own.neighbours) {
    const to = toWindow(view, size, placeOn(atlas, image));
    context.moveTo(x, y);
    context.lineTo(to.x, to.y);
  }
  context.stroke();
  context.fillStyle = look.paper;
  context.fillRect(x - side / 2, y - side / 2, side, side);
  context.drawImage(own.picture, x - side / 2, y - side / 2, side, side);
  drawFrame(context, look.mark, { x, y }, side);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 * @param {{x: number, y: number}} middle
 * @param {number} side
 */
function drawFrame(context, colour, { x, y }, side) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x - side / 2, y - side / 2, side, side);
}

/**
 * @param {Atlas} atlas
 * @param {number} image
 */
function placeOn(atlas, image) {
  return { x: atlas.x[image], y: atlas.y[image] };
}
