/**
 * The demo: puts the pad, the recogniser and the views together, in every element that has `data-inkling-demo`.
 *
 * `data-models` on that element is the address of the catalogue, relative to the page; `data-inkling-worker`, where there is one, that
 * of the service worker that keeps the site.
 */
import { scheduleAnswers } from "../view/scheduler.js";
import { readCatalogue } from "./catalogue.js";
import { element } from "../view/dom.js";
import { Hand } from "./corrections.js";
import { listenToKeys } from "../input/keyboard-pen.js";
import { Library } from "./model-cache.js";
import { readNumber } from "../preprocessing/segment-number.js";
import { keepOffline } from "../pwa/register.js";
import { listen } from "../input/pointer.js";
import { gridOfPicture, onPicture } from "../input/image-input.js";
import { ScriptError, sentenceOf } from "../errors.js";
import { replay } from "./replay.js";
import { fetchRuntime } from "./lazy-inference.js";
import { fromFragment } from "./sharing/link.js";
import { Strokes } from "../input/stroke-history.js";
import { onKey, onLook } from "./surroundings.js";
import { copyLink, putInAddress, savePicture } from "./sharing/save.js";
import { TestImages } from "./test-images.js";
import { answerView } from "./panels/answer.js";
import { compareView } from "./panels/compare.js";
import { handView } from "./panels/teach.js";
import { modelView, problemView } from "./panels/model.js";
import { padView } from "./panels/pad.js";
import { stepsView } from "./panels/steps.js";
import { whyView } from "./panels/explain.js";

/** @typedef {import("./catalogue.js").Entry} Entry */
/** @typedef {import("../inference/recogniser.js").Recogniser} Recogniser */

/** @param {HTMLElement} root */
function start(root) {
  const strokes = new Strokes();
  /** @type {Recogniser | null} */
  let recogniser = null;
  const hand = new Hand();
  const library = new Library(hand);
  const catalogue = new URL(root.dataset.models ?? "models/index.json", document.baseURI);
  const testImages = new TestImages(new URL("figures/test-images.json", catalogue));
  let choices = 0;
  let changes = 0;
  let erasing = false;
  /** @type {{part: import("../input/stroke-history.js").Drawing, stop: () => void} | null} A drawing that is being drawn again. */
  let playing = null;

  const commands = {
    undo: () => strokes.canUndo && (strokes.undo(), changed()),
    redo: () => strokes.canRedo && (strokes.redo(), changed()),
    clear: () => (strokes.clear(), changed()),
    erase: () => !strokes.isEmpty && ((erasing = !erasing), changed()),
    replay: () => !strokes.isEmpty && play(),
    share: async () => pad.say(await copyLink(strokes.all)),
    save: async () => pad.say(await savePicture(strokes.all, `inkling-${root.dataset.label || "drawing"}`)),
  };
  /** @type {Float64Array | null} The grid of a picture that is read instead of a drawing, until something is drawn. */
  let picture = null;
  const pad = padView(commands, { tryOne: (drawing) => (strokes.replace(drawing), play()), tryTestImage, readPicture });
  const answer = answerView();
  const problem = problemView();
  const models = modelView(choose);
  const compare = compareView((entry) => library.load(entry));
  const why = whyView((error) => fail(error, ask));
  const steps = stepsView();
  const teaching = handView(hand, { drawing: () => strokes.all, taught });

  /** @type {() => void} */
  const ask = scheduleAnswers(
    async () => {
      const [from, drawing, image] = [recogniser, shown(), picture];
      if (from !== null && image !== null) return { from, found: (await from.read([image]))[0], pieces: [] };
      const found = await from?.recognise(drawing);
      const pieces = from === null || drawing.length < 2 ? [] : await readNumber(from, drawing);
      return { from, found, pieces: pieces.map((piece) => piece.answer) };
    },
    ({ from, found, pieces }) => {
      if (from !== recogniser || found === undefined) return; // Another model was chosen meanwhile.
      if (root.dataset.state === "problem") {
        problem.hide(); // It was a passing one.
        setState("ready", root.dataset.model);
      }
      const isNumber = pieces.length > 1;
      const label = isNumber ? pieces.map((piece) => piece.label ?? "?").join("") : `${found.label ?? ""}`;
      Object.assign(root.dataset, { label, verdict: isNumber ? "number" : found.verdict });
      answer.show(found, pieces);
      compare.show(isNumber ? null : found.grid);
      why.show(from, found.grid, likeliest(found.probabilities));
    },
    (error) => fail(error, ask),
  );

  /** What stands on the pad now: the drawing, or the part of it that is drawn again. */
  function shown() {
    return playing?.part ?? strokes.all;
  }

  function changed() {
    changes += 1;
    playing?.stop();
    [playing, picture] = [null, null];
    if (strokes.isEmpty) erasing = false;
    pad.say("");
    show();
  }

  function show() {
    pad.show(strokes, { drawing: shown(), picture, erasing });
    steps.show(shown());
    teaching.show();
    ask();
  }

  /** @param {Blob} blob */
  function readPicture(blob) {
    return showPicture(async () => ({ grid: await gridOfPicture(blob), text: "The pad shows what was found in the picture." }));
  }

  function tryTestImage() {
    return showPicture(async () => {
      const { index, label, grid } = await testImages.next();
      return { grid, text: `Test image ${index} of MNIST, its label is ${label}.` };
    });
  }

  /** @param {() => Promise<{grid: Float64Array | null, text: string}>} read */
  async function showPicture(read) {
    if (playing !== null) changed(); // Its end would count as a drawing.
    const then = ++changes;
    try {
      const { grid, text } = await read();
      if (then !== changes) return; // Something was drawn meanwhile, or another picture was chosen.
      if (grid === null) return pad.say("There is nothing to see in that picture.");
      strokes.clear();
      changed();
      picture = grid;
      pad.say(text);
      show();
    } catch (error) {
      if (then === changes) pad.say(sentenceOf(error));
    }
  }

  function play() {
    changed();
    if (strokes.isEmpty) return;
    const stop = replay(strokes.all, (part) => ((playing = { part, stop }), show()), changed);
    playing = { part: [], stop };
  }

  function openShared() {
    const drawing = fromFragment(location.hash);
    if (drawing === null) return;
    strokes.replace(drawing);
    changed();
  }

  /** Only once there is an answer: what the worker fetches must not keep the first one waiting. */
  function keep() {
    const { inklingWorker: worker } = root.dataset;
    if (worker) keepOffline(new URL(worker, document.baseURI), (notice) => root.prepend(notice));
  }

  async function open() {
    problem.hide();
    setState("loading");
    answer.showNone("Loading the models…");
    try {
      const entries = await readCatalogue(catalogue);
      models.list(entries);
      compare.list(entries);
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
      const loaded = await library.load(entry);
      if (choice !== choices) return; // A slower model must not replace the one chosen after it.
      recogniser = loaded;
      setState("ready", entry.name);
      ask();
    } catch (error) {
      if (choice === choices) fail(error, () => choose(entry), entry.name);
    }
  }

  async function taught() {
    try {
      await library.teach();
      ask();
    } catch (error) {
      fail(error, ask);
    }
  }

  /**
   * @param {unknown} error
   * @param {() => void} tryAgain
   * @param {string} [model]
   */
  function fail(error, tryAgain, model) {
    setState("problem", model);
    answer.showNone("No answer");
    problem.show(error, error instanceof ScriptError ? reload : tryAgain);
  }

  /** With the drawing, where it is short enough to be taken along. */
  function reload() {
    if (!strokes.isEmpty) putInAddress(strokes.all);
    location.reload();
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
  root.replaceChildren(element("div", { class: "inkling-desk" }, pad.root, answer.root), pad.extras, models.root, compare.root, why.root, steps.root, teaching.root);
  listen(pad.surface, strokes, changed, () => erasing);
  listenToKeys(pad.surface, pad.pen, strokes, changed);
  onPicture(root, readPicture);
  onKey(root, commands);
  onLook(pad.surface, () => {
    pad.show(strokes, { drawing: shown(), picture, erasing });
    answer.redraw();
    why.redraw();
    steps.redraw();
    teaching.redraw();
  });
  show();
  openShared();
  window.addEventListener("hashchange", openShared);
  open().then(keep);
}

/** @param {Float32Array | null} probabilities */
function likeliest(probabilities) {
  return probabilities === null ? 0 : probabilities.indexOf(Math.max(...probabilities));
}

/** Starts what has not been started: themes that replace the page's content run this again. */
function startAll() {
  for (const root of document.querySelectorAll("[data-inkling-demo]:not([data-state])")) {
    start(/** @type {HTMLElement} */ (root));
  }
}

if (document.querySelector("[data-inkling-demo]") !== null) fetchRuntime();
startAll();
/** @type {{document$?: {subscribe: (run: () => void) => void}}} */ (globalThis).document$?.subscribe(startAll);
