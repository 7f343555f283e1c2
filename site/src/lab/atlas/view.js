/**
 * Which part of the map is shown. The map is a square of side 1; the window is in pixels of the page.
 *
 * @typedef {object} Size
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} View
 * @property {number} scale  Pixels of the side of the map.
 * @property {number} x  Of the map, in the middle of the window.
 * @property {number} y
 */

/** How often the whole map may be magnified: then an image is about as large as the pad's. */
export const CLOSEST = 40;

/**
 * @param {Size} size
 * @returns {View} The whole map.
 */
export function whole({ width, height }) {
  return { scale: Math.max(1, Math.min(width, height)), x: 0.5, y: 0.5 };
}

/**
 * @param {View} view
 * @param {Size} size
 * @returns {View} Neither larger nor smaller than allowed, and with its middle on the map.
 */
export function limited(view, size) {
  const least = whole(size).scale;
  const scale = Math.min(Math.max(view.scale, least), least * CLOSEST);
  const within = (/** @type {number} */ middle, /** @type {number} */ side) => {
    const edge = Math.min(0.5, side / scale / 2);
    return Math.min(Math.max(middle, edge), 1 - edge);
  };
  return { scale, x: within(view.x, size.width), y: within(view.y, size.height) };
}

/**
 * @param {View} view
 * @param {Size} size
 * @param {number} factor  Above 1: closer.
 * @param {{x: number, y: number}} [at]  In the window; what is there stays there. The middle, when left out.
 * @returns {View}
 */
export function zoomed(view, size, factor, at = { x: size.width / 2, y: size.height / 2 }) {
  const { x, y } = toMap(view, size, at);
  const { scale } = limited({ ...view, scale: view.scale * factor }, size);
  return limited({ scale, x: x - (at.x - size.width / 2) / scale, y: y - (at.y - size.height / 2) / scale }, size);
}

/**
 * @param {View} view
 * @param {Size} size
 * @param {number} right  Pixels that the map moves.
 * @param {number} down
 * @returns {View}
 */
export function panned(view, size, right, down) {
  return limited({ ...view, x: view.x - right / view.scale, y: view.y - down / view.scale }, size);
}

/**
 * @param {View} view
 * @param {Size} size
 * @param {{x: number, y: number}} at  In the window.
 * @returns {{x: number, y: number}} On the map.
 */
export function toMap({ scale, x, y }, { width, height }, at) {
  return { x: x + (at.x - width / 2) / scale, y: y + (at.y - height / 2) / scale };
}

/**
 * @param {View} view
 * @param {Size} size
 * @param {{x: number, y: number}} at  On the map.
 * @returns {{x: number, y: number}} In the window.
 */
export function toWindow({ scale, x, y }, { width, height }, at) {
  return { x: (at.x - x) * scale + width / 2, y: (at.y - y) * scale + height / 2 };
}

/**
 * @param {{x: number, y: number}} at  In the window.
 * @param {Size} size
 */
export function isInside({ x, y }, { width, height }) {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/**
 * @param {Pick<import("./atlas-files.js").Atlas, "x" | "y">} atlas
 * @param {{x: number, y: number}} at  On the map.
 * @param {number} [within]  The largest distance.
 * @returns {number | null} The image that is nearest to it.
 */
export function imageAt({ x, y }, at, within = Infinity) {
  let nearest = null;
  let least = within * within;
  for (let i = 0; i < x.length; i++) {
    const distance = (x[i] - at.x) ** 2 + (y[i] - at.y) ** 2;
    if (distance <= least) [nearest, least] = [i, distance];
  }
  return nearest;
}
