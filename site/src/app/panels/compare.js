/**
 * The same drawing, read by all published models: one row for each.
 *
 * @typedef {import("../published/catalogue.js").Entry} Entry
 * @typedef {import("../../inference/recogniser.js").Answer} Answer
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 */
import { sentenceOf } from "../../errors.js";
import { PIXELS } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { scheduleAnswers } from "../../view/scheduler.js";
import { kilobytes, percent } from "../published/catalogue.js";
import { whenNew } from "../when-new.js";
import { sureness } from "./parts/bars.js";
import { foldingPanel } from "./fold.js";

const TITLE = "All models on this drawing";
const COLUMNS = ["Model", "Reads", "Confidence", "MNIST", "Drawings", "Size", "Time"];

/** How many times a model is timed: the clocks of browsers are coarse. */
const TRIALS = 40;

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function comparePanel({ state, models }) {
  /** @type {{recogniser: Recogniser, show: (answer: Answer) => void}[]} */
  let rows = [];
  /** @type {Promise<void> | null} While the models are loaded. */
  let loading = null;
  /** @type {ArrayLike<number> | null} */
  let grid = null;
  const table = modelTable();
  const said = element("p", { class: "inkling-facts", role: "status" });
  const root = foldingPanel(TITLE, start, table.root, said);

  const ask = scheduleAnswers(
    async () => {
      const read = grid;
      return read === null ? [] : Promise.all(rows.map(async ({ recogniser }) => (await recogniser.read([read]))[0]));
    },
    (answers) => rows.forEach(({ show }, i) => show(answers[i] ?? NONE)),
    say,
  );

  /** @param {unknown} error */
  function say(error) {
    said.textContent = sentenceOf(error);
  }

  function start() {
    ask();
    loading ??= loadRest()
      .catch(say)
      .finally(() => (loading = null));
  }

  /** Loads the models that have no row yet. To try again after an error, the visitor folds and unfolds the panel. */
  async function loadRest() {
    said.textContent = "One digit at a time: a number is not compared.";
    for (const entry of state.entries.slice(rows.length)) {
      const recogniser = await models.load(entry);
      const row = modelRow(entry, await microseconds(recogniser));
      table.body.append(row.root);
      rows = [...rows, { recogniser, show: row.show }];
      ask();
    }
  }

  const list = whenNew(() => root.open && start());
  const compare = whenNew((/** @type {import("../state.js").PadAnswer | null} */ answer) => {
    if (answer === null) return; // The rows stay while another model is loaded.
    grid = answer.digits.length > 0 ? null : answer.whole.grid;
    if (root.open) ask();
  });

  return {
    root,
    update({ entries, answer }) {
      list(entries);
      compare(answer);
    },
  };
}

const NONE = { verdict: "blank", candidates: [], confidence: 0 };

function modelTable() {
  const body = element("tbody");
  const head = element("tr", {}, ...COLUMNS.map((text) => element("th", { scope: "col" }, text)));
  const table = element("table", { class: "inkling-models" }, element("thead", {}, head), body);
  return { body, root: element("div", { class: "inkling-scroll", tabindex: "0", role: "region", "aria-label": TITLE }, table) };
}

/**
 * @param {Entry} entry
 * @param {number} time  Microseconds for an answer.
 */
function modelRow(entry, time) {
  const answer = element("td", { class: "inkling-reads" });
  const confidence = element("td");
  const strokesAccuracy = entry.strokes_accuracy == null ? "–" : percent(entry.strokes_accuracy, 2);
  const numbers = [percent(entry.accuracy, 2), strokesAccuracy, kilobytes(entry.bytes), `${Math.round(time)}\u00a0µs`];
  const name = element("th", { scope: "row" }, element("a", { href: entry.card.href }, entry.title));
  return {
    root: element("tr", {}, name, answer, confidence, ...numbers.map((text) => element("td", {}, text))),

    /** @param {Pick<Answer, "verdict" | "candidates" | "confidence">} found */
    show({ verdict, candidates, confidence: share }) {
      answer.textContent = verdict === "not a digit" ? "no digit" : candidates.join(" or ") || "–";
      confidence.textContent = candidates.length > 0 ? sureness(share) : "–";
    },
  };
}

/**
 * @param {Recogniser} recogniser
 * @returns {Promise<number>} For one answer: the mean of many.
 */
async function microseconds(recogniser) {
  const blank = [new Float32Array(PIXELS)];
  const start = performance.now();
  for (let i = 0; i < TRIALS; i++) await recogniser.read(blank);
  return ((performance.now() - start) / TRIALS) * 1000;
}
