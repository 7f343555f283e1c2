/**
 * The demo: puts the state, the commands and the panels together, in every element that has the attribute `data-inkling-demo`.
 *
 * Two attributes of that element are read, once: `data-models`, the address of the list of models, and `data-inkling-worker`, the
 * address of the service worker, where the site has one. Four are written, for styles and tests: `data-state`, `data-model`,
 * `data-label` and `data-verdict`.
 */
import { listenForPictures } from "../input/image-input.js";
import { NumberReader } from "../preprocessing/number-reader.js";
import { keepOffline } from "../pwa/register.js";
import { element } from "../view/dom.js";
import { requestAnswers } from "./answers.js";
import { createCommands } from "./commands.js";
import { Corrections } from "./corrections.js";
import { loadInference } from "./lazy-inference.js";
import { redrawOnNewLook } from "./look.js";
import { ModelCache } from "./model-cache.js";
import { createModels } from "./models.js";
import { createPictures } from "./pictures.js";
import { fromFragment } from "./sharing/link.js";
import { listenToShortcuts } from "./shortcuts.js";
import { State } from "./state.js";
import { createTestImages } from "./published/test-images.js";
import { whenNew } from "./when-new.js";
import { LOWER_PANELS, TOP_PANELS } from "./panels/index.js";

/**
 * @param {HTMLElement} root
 * @param {URL} catalogue  The address of the list of models.
 * @param {URL | null} worker  The address of the service worker.
 */
function start(root, catalogue, worker) {
  const state = new State(update);
  const reader = new NumberReader();
  const ask = requestAnswers(state, reader);
  const corrections = new Corrections();
  const commands = createCommands(state);
  const pictures = createPictures(state, createTestImages(new URL("figures/test-images.json", catalogue)));
  const models = createModels(state, new ModelCache(corrections), ask, () => reader.forget());
  const app = { state, ask, commands, pictures, models, corrections };
  const top = TOP_PANELS.map((panel) => panel(app));
  const lower = LOWER_PANELS.map((panel) => panel(app));
  const panels = [...top, ...lower];
  const askWhenNew = whenNew(ask);

  function update() {
    const { status, entry, label, verdict } = state;
    Object.assign(root.dataset, { state: status, model: entry?.name ?? "", label, verdict });
    for (const panel of panels) panel.update(state);
    askWhenNew(state.revision);
  }

  root.classList.add("inkling");
  root.replaceChildren(element("div", { class: "inkling-desk" }, ...top.map((panel) => panel.root)), ...lower.map((panel) => panel.root));
  listenForPictures(root, pictures.read);
  listenToShortcuts(root, commands);
  redrawOnNewLook(top[0].root, () => panels.forEach((panel) => panel.redraw?.()));
  openLink(state);
  window.addEventListener("hashchange", () => openLink(state));
  // The worker fetches the whole site: it must not delay the first model.
  models.open(catalogue).then(() => worker && keepOffline(worker, (notice) => root.prepend(notice)));
}

/**
 * Shows the drawing that is in the address of the page, if there is one.
 *
 * @param {State} state
 */
function openLink(state) {
  const drawing = fromFragment(location.hash);
  if (drawing === null) return;
  state.strokes.replace(drawing);
  state.edited();
}

/** @type {WeakSet<Element>} */
const started = new WeakSet();

/** Starts the demo in each element where it was not started. Themes that replace the content of the page call this again. */
function startAll() {
  for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-inkling-demo]"))) {
    if (started.has(root)) continue;
    started.add(root);
    const { models = "models/index.json", inklingWorker } = root.dataset;
    start(root, new URL(models, document.baseURI), inklingWorker ? new URL(inklingWorker, document.baseURI) : null);
  }
}

if (document.querySelector("[data-inkling-demo]") !== null) loadInference();
startAll();
/** @type {{document$?: {subscribe: (run: () => void) => void}}} */ (globalThis).document$?.subscribe(startAll);
