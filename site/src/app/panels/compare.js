/**
 * The same drawing, read by every published model at once: a row a model.
 *
 * @typedef {import("../catalogue.js").Entry} Entry
 * @typedef {import("../../inference/recogniser.js").Answer} Answer
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 */
import { scheduleAnswers } from "../../view/scheduler.js";
import { kilobytes, percent } from "../catalogue.js";
import { element } from "../../view/dom.js";
import { PIXELS } from "../../preprocessing/strokes.js";
import { panel } from "./fold.js";
import { sentenceOf } from "../../errors.js";
import { sureness } from "./answer.js";

/** How often a model reads an empty grid to tell how long it takes here: clocks of browsers are coarse. */
const TRIALS = 40;

/**
 * @param {(entry: Entry) => Promise<Recogniser>} load
 */
export function compareView(load) {
  /** @type {Entry[]} */
  let entries = [];
  /** @type {{recogniser: Recogniser, show: (answer: Answer) => void}[]} */
  let rows = [];
  /** @type {Promise<void> | null} While the models are being loaded. */
  let starting = null;
  /** @type {ArrayLike<number> | null} */
  let grid = null;
  const body = element("tbody");
  const head = ["Model", "Reads", "Confidence", "MNIST", "Drawn", "Size", "Time"].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", { class: "inkling-models" }, element("thead", {}, element("tr", {}, ...head)), body);
  const said = element("p", { class: "inkling-facts", role: "status" });
  const root = panel("All models on this drawing", start, element("div", { class: "inkling-scroll", tabindex: "0", role: "region", "aria-label": "All models on this drawing" }, table), said);

  const ask = scheduleAnswers(
    async () => {
      const seen = grid;
      return seen === null ? [] : Promise.all(rows.map(async ({ recogniser }) => (await recogniser.read([seen]))[0]));
    },
    (answers) => rows.forEach(({ show }, i) => show(answers[i] ?? nothing)),
    say,
  );

  /** @param {unknown} error */
  function say(error) {
    said.textContent = sentenceOf(error);
  }

  function start() {
    ask();
    starting ??= loadRest()
      .catch(say)
      .finally(() => (starting = null));
  }

  /** Loads the models that have no row yet: opened again, the panel tries again what failed. */
  async function loadRest() {
    said.textContent = "One digit at a time: a number is not compared.";
    for (const entry of entries.slice(rows.length)) {
      const recogniser = await load(entry);
      const row = modelRow(entry, await microseconds(recogniser));
      body.append(row.root);
      rows = [...rows, { recogniser, show: row.show }];
      ask();
    }
  }

  return {
    root,

    /** @param {Entry[]} all */
    list(all) {
      entries = all;
      if (root.open) start();
    },

    /** @param {ArrayLike<number> | null} seen  What the networks see; null for nothing. */
    show(seen) {
      grid = seen;
      if (root.open) ask();
    },
  };
}

const nothing = { verdict: "blank", candidates: [], confidence: 0 };

/**
 * @param {Entry} entry
 * @param {number} time  Microseconds for an answer.
 */
function modelRow(entry, time) {
  const answer = element("td", { class: "inkling-reads" });
  const confidence = element("td");
  const numbers = [percent(entry.accuracy, 2), entry.strokes_accuracy == null ? "–" : percent(entry.strokes_accuracy, 2), kilobytes(entry.bytes), `${Math.round(time)}\u00a0µs`];
  const name = element("th", { scope: "row" }, element("a", { href: entry.card.href }, entry.title));
  return {
    root: element("tr", {}, name, answer, confidence, ...numbers.map((text) => element("td", {}, text))),
    /** @param {Pick<Answer, "verdict" | "candidates" | "confidence">} found */
    show({ verdict, candidates, confidence: sure }) {
      answer.textContent = verdict === "not a digit" ? "no digit" : candidates.join(" or ") || "–";
      confidence.textContent = candidates.length > 0 ? sureness(sure) : "–";
    },
  };
}

/**
 * @param {Recogniser} recogniser
 * @returns {Promise<number>} For one answer, the mean of many.
 */
async function microseconds(recogniser) {
  const blank = [new Float32Array(PIXELS)];
  const start = performance.now();
  for (let i = 0; i < TRIALS; i++) await recogniser.read(blank);
  return ((performance.now() - start) / TRIALS) * 1000;
}
