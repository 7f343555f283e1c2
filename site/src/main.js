/**
 * The demo: puts the pad, the recogniser and the views together, in every element that has `data-inkling-demo`.
 *
 * `data-models` on that element is the address of the catalogue, relative to the page.
 */
import { answering } from "./answers.js";
import { readCatalogue } from "./catalogue.js";
import { createRecogniser } from "./inkling.js";
import { listen } from "./pad.js";
import { Strokes } from "./strokes.js";
import { answerView } from "./view-answer.js";
import { modelView, problemView } from "./view-model.js";
import { padView } from "./view-pad.js";
import { element } from "./element.js";
import { onKey, onLook } from "./surroundings.js";

/** @typedef {import("./catalogue.js").Entry} Entry */
/** @typedef {import("./recogniser.js").Recogniser} Recogniser */

/** @param {HTMLElement} root */
function start(root) {
  const strokes = new Strokes();
  /** @type {Recogniser | null} */
  let recogniser = null;
  /** @type {Map<string, Promise<Recogniser>>} */
  const recognisers = new Map();
  let choices = 0;

  const commands = {
    undo: () => (strokes.undo(), changed()),
    clear: () => (strokes.clear(), changed()),
  };
  const pad = padView(commands);
  const answer = answerView();
  const problem = problemView();
  const models = modelView(choose);

  /** @type {() => void} */
  const ask = answering(
    async () => ({ from: recogniser, answer: await recogniser?.recognise(strokes.all) }),
    ({ from, answer: found }) => {
      if (from !== recogniser || found === undefined) return; // Another model was chosen meanwhile.
      Object.assign(root.dataset, { label: `${found.label ?? ""}`, verdict: found.verdict });
      answer.show(found);
    },
    (error) => fail(error, ask),
  );

  function changed() {
    pad.show(strokes);
    ask();
  }

  async function open() {
    problem.hide();
    setState("loading");
    answer.showNone("Loading the models…");
    try {
      const entries = await readCatalogue(new URL(root.dataset.models ?? "models/index.json", document.baseURI));
      models.list(entries);
      await choose(entries.find((entry) => entry.default) ?? entries[0]);
    } catch (error) {
      fail(error, open);
    }
  }

  /** @param {Entry} entry */
  async function choose(entry) {
    const choice = ++choices;
    recogniser = null;
    problem.hide();
    models.show(entry);
    setState("loading", entry.name);
    answer.showNone(`Loading ${entry.title}…`);
    try {
      const loaded = await load(entry);
      if (choice !== choices) return; // A slower model must not replace the one chosen after it.
      recogniser = loaded;
      setState("ready", entry.name);
      ask();
    } catch (error) {
      if (choice === choices) fail(error, () => choose(entry), entry.name);
    }
  }

  /** @param {Entry} entry */
  function load({ model }) {
    const loading = recognisers.get(model.href) ?? createRecogniser({ model });
    recognisers.set(model.href, loading);
    loading.catch(() => recognisers.delete(model.href)); // So that trying again loads again.
    return loading;
  }

  /**
   * @param {unknown} error
   * @param {() => void} tryAgain
   * @param {string} [model]
   */
  function fail(error, tryAgain, model) {
    setState("problem", model);
    answer.showNone("No answer");
    problem.show(error, tryAgain);
  }

  /**
   * @param {"loading" | "ready" | "problem"} state
   * @param {string} [model]
   */
  function setState(state, model = "") {
    Object.assign(root.dataset, { state, model, label: "", verdict: "" });
  }

  root.classList.add("inkling");
  answer.root.prepend(problem.root);
  root.replaceChildren(element("div", { class: "inkling-desk" }, pad.root, answer.root), models.root);
  listen(pad.surface, strokes, changed);
  onKey(root, commands);
  onLook(pad.surface, () => {
    pad.show(strokes);
    answer.redraw();
  });
  pad.show(strokes);
  open();
}

/** Starts what has not been started: themes that replace the page's content run this again. */
function startAll() {
  for (const root of document.querySelectorAll("[data-inkling-demo]:not([data-state])")) {
    start(/** @type {HTMLElement} */ (root));
  }
}

startAll();
/** @type {{document$?: {subscribe: (run: () => void) => void}}} */ (globalThis).document$?.subscribe(startAll);
