/**
 * The same drawing, read by all published models and the visitor's own: one row for each.
 *
 * @typedef {import("../published/catalogue.js").Entry} Entry
 * @typedef {import("../../inference/recogniser.js").Answer} Answer
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 */
import { logError, wordsOf } from "../../errors.js";
import { PIXELS } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { scheduleAnswers } from "../../view/scheduler.js";
import { kilobytes, percent, show as say, t } from "../../words/words.js";
import { accuracyText, titleOf } from "../published/catalogue.js";
import { whenNew } from "../update/when-new.js";
import { sureness } from "./parts/bars.js";
import { candidatesText } from "./parts/number-words.js";
import { foldingPanel } from "./fold.js";

const TITLE = t("All models on this drawing");
const COLUMNS = [t("Model"), t("Reads"), t("Confidence"), "MNIST", t("Drawn"), t("Size"), t("Time")];

/** How many times a model is timed: the clocks of browsers are coarse. */
const TRIALS = 40;

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function comparePanel({ state, models }) {
  /** @type {Map<Entry, ReturnType<typeof modelRow>>} */
  const rows = new Map();
  /** Ends when the last model was timed: two at once would slow each other down. */
  let timed = Promise.resolve();
  /** @type {ArrayLike<number> | null} */
  let grid = null;
  const table = modelTable();
  const said = element("p", { class: "inkling-facts" }, t("One digit at a time: a number is not compared."));
  const root = foldingPanel(TITLE, start, table.root, said);

  const ask = scheduleAnswers(
    () => Promise.all([...rows.values()].map((row) => row.read(grid))),
    () => {},
    logError,
  );

  /** To try again after an error, the visitor folds and unfolds the panel. */
  function start() {
    for (const entry of rows.keys()) if (!state.entries.includes(entry)) rows.delete(entry);
    for (const entry of state.entries) if (!rows.has(entry)) rows.set(entry, modelRow(entry));
    table.body.replaceChildren(...[...rows.values()].map((row) => row.root));
    ask();
    for (const [entry, row] of rows) if (row.isIdle()) load(entry, row);
  }

  /**
   * @param {Entry} entry
   * @param {ReturnType<typeof modelRow>} row  Shows what happens to this model: no other row waits for it.
   */
  async function load(entry, row) {
    try {
      row.startLoading();
      const recogniser = await models.load(entry);
      row.answerWith(recogniser);
      ask();
      timed = timed.then(() => row.time(recogniser)).catch(row.fail);
    } catch (error) {
      row.fail(error);
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

/** @type {Pick<Answer, "verdict" | "candidates" | "confidence">} */
const NONE = { verdict: "blank", candidates: [], confidence: 0 };

function modelTable() {
  const body = element("tbody");
  const head = element("tr", {}, ...COLUMNS.map((text) => element("th", { scope: "col" }, text)));
  const table = element("table", { class: "inkling-models" }, element("thead", {}, head), body);
  return { body, root: element("div", { class: "inkling-scroll", tabindex: "0", role: "region", "aria-label": TITLE }, table) };
}

/** @param {Entry} entry */
function modelRow(entry) {
  const answer = element("td", { class: "inkling-reads" });
  const confidence = element("td");
  const time = element("td", {}, "–");
  const problem = element("td", { colspan: `${COLUMNS.length - 1}`, role: "status" });
  const drawnAccuracy = entry.drawn_accuracy == null ? "–" : percent(entry.drawn_accuracy, 2);
  const numbers = [accuracyText(entry), drawnAccuracy, kilobytes(entry.bytes)].map((text) => element("td", {}, text));
  const name = element("th", { scope: "row" }, entry.card === null ? titleOf(entry) : element("a", { href: entry.card.href }, titleOf(entry)));
  const root = element("tr");
  /** @type {Recogniser | null} */
  let recogniser = null;
  let isIdle = true;

  /** @param {Pick<Answer, "verdict" | "candidates" | "confidence">} found */
  function show({ verdict, candidates, confidence: share }) {
    say(answer, verdict === "not a digit" ? t("no digit") : candidatesText(candidates) || "–");
    say(confidence, candidates.length > 0 ? sureness(share) : "–");
  }

  /** @param {unknown} error */
  function fail(error) {
    recogniser = null;
    isIdle = true;
    say(problem, wordsOf(error));
    root.replaceChildren(name, problem);
    logError(error);
  }

  return {
    root,
    fail,
    isIdle: () => isIdle,

    startLoading() {
      isIdle = false;
      show(NONE);
      root.replaceChildren(name, answer, confidence, ...numbers, time);
    },

    /** @param {Recogniser} loaded  Reads from now on. */
    answerWith(loaded) {
      recogniser = loaded;
    },

    /** @param {Recogniser} loaded */
    async time(loaded) {
      time.textContent = `${Math.round(await microseconds(loaded))}\u00a0µs`;
    },

    /** @param {ArrayLike<number> | null} grid  Null where there is nothing to compare. */
    async read(grid) {
      try {
        const asked = recogniser;
        const [found] = grid === null || asked === null ? [NONE] : await asked.read([grid]);
        if (asked !== null && asked === recogniser) show(found);
      } catch (error) {
        fail(error);
      }
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
