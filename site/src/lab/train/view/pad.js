/**
 * A pad whose drawing is read by the network that is being trained.
 */
import { button } from "../../../app/panels/parts/button.js";
import { drawingSurface } from "../../../app/panels/parts/drawing-surface.js";
import { probabilityBars } from "../../../app/panels/parts/bars.js";
import { StrokeHistory } from "../../../input/stroke-history.js";
import { strokesToGrid } from "../../../preprocessing/strokes.js";
import { element } from "../../../view/dom.js";
import { drawInk } from "../../../view/ink.js";
import { show as say, t } from "../../../words/words.js";
import { best } from "../../engine/trainer.js";

const LABEL = t("Drawing pad: draw a digit with mouse, pen or finger; or move a pen with the arrow keys and put it down with the space bar");

/** What stands on the pad at first: a seven. */
const SEVEN = [
  [
    { x: 0.26, y: 0.24 },
    { x: 0.5, y: 0.23 },
    { x: 0.74, y: 0.22 },
    { x: 0.66, y: 0.4 },
    { x: 0.55, y: 0.6 },
    { x: 0.46, y: 0.82 },
  ],
];

/** @param {(grid: Float32Array | null) => void} drawn  Called with what the network reads: 784 values, or nothing. */
export function padView(drawn) {
  const strokes = new StrokeHistory();
  const { root: surface, canvas } = drawingSurface(LABEL, strokes, changed);
  const answer = element("p", { class: "inkling-train-answer" });
  const bars = probabilityBars();
  const clear = button(t("Clear"), () => {
    strokes.clear();
    changed();
  });
  surface.addEventListener("keydown", ({ key }) => key === "Escape" && clear.click());
  strokes.replace(SEVEN);
  const example = strokes.all;
  // Whoever begins to draw takes the place of the example.
  const makeRoom = () => strokes.all === example && strokes.clear();
  surface.addEventListener("pointerdown", ({ button: pressed }) => pressed === 0 && makeRoom(), { capture: true });
  surface.addEventListener("keydown", ({ key }) => key === " " && makeRoom(), { capture: true });
  let grid = gridOf(strokes);

  function changed() {
    grid = gridOf(strokes);
    drawInk(canvas, strokes.all);
    drawn(grid);
    if (grid === null) show(null);
  }

  /** @param {Float32Array | null} reading  Ten probabilities. */
  function show(reading) {
    const label = reading && grid ? best(reading) : null;
    const none = grid ? t("Start the training: the network reads this while it learns.") : t("Draw a digit, 0 to 9.");
    say(answer, label === null ? none : t("The network reads a {digit}.", { digit: label }));
    const shown = label === null || reading === null ? null : { candidates: [label], probabilities: reading };
    bars.show(/** @type {any} */ (shown));
  }

  show(null);
  const root = element(
    "section",
    { class: "inkling-train-pad", "aria-label": t("Your drawing") },
    surface,
    element("div", { class: "inkling-tools" }, clear),
    answer,
    bars.root,
  );
  return {
    root,
    show,
    redraw: () => drawInk(canvas, strokes.all),
    get grid() {
      return grid;
    },
  };
}

/**
 * @param {StrokeHistory} strokes
 * @returns {Float32Array | null}
 */
function gridOf(strokes) {
  const grid = strokesToGrid(strokes.all);
  return grid && Float32Array.from(grid);
}
