/**
 * The weights of the first layer as pictures, one a unit: where ink speaks for the unit, and where against it.
 */
import { GRID } from "../../../preprocessing/strokes.js";
import { element } from "../../../view/dom.js";
import { show as say, t } from "../../../words/words.js";

/** Pictures, at most. */
const MOST = 60;

/**
 * @param {number} units
 * @returns {number} How many pictures stand side by side: those of the ten digits are larger.
 */
const columnsOf = (units) => (units <= 10 ? 5 : 10);

/**
 * @param {Float32Array} values
 * @param {number} units
 * @returns {number} Pixels of an edge of a picture: of the whole grid, or of a window of a convolution.
 */
const sideOf = (values, units) => Math.sqrt(values.length / units);

/**
 * @param {number} side
 * @returns {number} Pixels from one picture to the next.
 */
const pitchOf = (side) => side + Math.ceil(side / 14);

const DIGITS = t("Weights of the first layer, digits 0 to 9, row by row. Blue: ink here speaks for it. Orange: against it.");

/**
 * @param {number} count  That are shown.
 * @param {number} units  All of them.
 */
function unitsOf(count, units) {
  return t("Weights of the first layer, {count} of {units} units. Blue: ink here speaks for it. Orange: against it.", { count, units });
}

/**
 * @param {number} count
 * @param {number} side  Pixels.
 */
function filtersOf(count, side) {
  return t(
    "Weights of the first layer, {count, plural, one {# filter} other {# filters}} of {side}x{side} pixels. Blue: ink here speaks for it. Orange: against it.",
    { count, side },
  );
}

export function weightsView() {
  const canvas = element("canvas", { class: "inkling-train-weights", role: "img", "aria-label": t("Pictures of the weights of the first layer") });
  const caption = element("figcaption");
  const root = element("figure", { class: "inkling-train-first", hidden: "" }, caption, canvas);
  /** @type {{values: Float32Array, units: number, areAnswers: boolean} | null} */
  let shown = null;

  function redraw() {
    if (shown === null) return;
    const { values, units, areAnswers } = shown;
    const count = Math.min(units, MOST);
    const columns = columnsOf(units);
    const side = sideOf(values, units);
    const pitch = pitchOf(side);
    const [width, height] = [columns * pitch, Math.ceil(count / columns) * pitch];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext("2d");
    if (context === null) return;
    const style = getComputedStyle(root);
    const colours = ["--inkling-ink", "--inkling-warm"].map((name) => colourOf(context, style.getPropertyValue(name)));
    const picture = context.createImageData(width, height);
    for (let unit = 0; unit < count; unit++) paint(picture, values, units, unit, colours);
    context.putImageData(picture, 0, 0);
    say(caption, areAnswers ? DIGITS : side < GRID ? filtersOf(units, side) : unitsOf(count, units));
    root.hidden = false;
  }

  return {
    root,
    redraw,

    /**
     * @param {Float32Array} values  Those of a picture x `units`.
     * @param {number} units
     * @param {boolean} areAnswers  Whether there is no other layer.
     */
    show(values, units, areAnswers) {
      shown = { values, units, areAnswers };
      redraw();
    },
  };
}

/**
 * @param {ImageData} picture
 * @param {Float32Array} values
 * @param {number} units
 * @param {number} unit
 * @param {number[][]} colours  For weights above 0, and below.
 */
function paint(picture, values, units, unit, [positive, negative]) {
  let largest = 1e-9;
  for (let i = unit; i < values.length; i += units) largest = Math.max(largest, Math.abs(values[i]));
  const columns = columnsOf(units);
  const side = sideOf(values, units);
  const pitch = pitchOf(side);
  const [left, top] = [(unit % columns) * pitch, Math.floor(unit / columns) * pitch];
  for (let i = 0; i < side * side; i++) {
    const weight = values[i * units + unit];
    const at = 4 * ((top + Math.floor(i / side)) * picture.width + left + (i % side));
    picture.data.set(weight > 0 ? positive : negative, at);
    picture.data[at + 3] = 255 * (Math.abs(weight) / largest);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour  As CSS has it.
 * @returns {number[]} Red, green and blue.
 */
function colourOf(context, colour) {
  context.fillStyle = colour.trim() || "#000";
  return [1, 3, 5].map((at) => Number.parseInt(String(context.fillStyle).slice(at, at + 2), 16) || 0);
}
