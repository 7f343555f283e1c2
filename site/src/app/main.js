/**
 * The demo: puts the state, the commands and the panels together, in every element that has the attribute `data-inkling-demo`.
 *
 * Two attributes of that element are read, once: `data-models`, the address of the list of models, and `data-inkling-worker`, the
 * address of the service worker, where the site has one. Four are written, for styles and tests: `data-state`, `data-model`,
 * `data-label` and `data-verdict`.
 */
import { droppedModel } from "../input/dropped-model.js";
import { listenForPictures } from "../input/image-input.js";
import { NumberReader } from "../preprocessing/number-reader.js";
import { keepOffline } from "../pwa/register.js";
import { element } from "../view/dom.js";
import { startAll } from "../view/start-all.js";
import { addLanguages } from "./languages.js";
import { requestAnswers } from "./answers.js";
import { createCommands } from "./commands.js";
import { Corrections } from "./models/corrections.js";
import { loadInference } from "./models/lazy-inference.js";
import { contained } from "./update/contained.js";
import { redrawOnNewLook } from "./look.js";
import { ModelCache } from "./models/model-cache.js";
import { createModels } from "./models/models.js";
import { createPictures } from "./pictures.js";
import { createSession } from "./session/keep-session.js";
import { fromFragment, modelInFragment } from "./sharing/link.js";
import { clearAddress } from "./sharing/save.js";
import { listenToShortcuts } from "./shortcuts.js";
import { State } from "./state.js";
import { createTestImages, readTestImages } from "./published/test-images.js";
import { whenNew } from "./update/when-new.js";
import { LOWER_PANELS, TOP_PANELS } from "./panels/index.js";

/**
 * @param {HTMLElement} root
 * @param {URL} catalogue  The address of the list of models.
 * @param {URL | null} worker  The address of the service worker.
 * @param {AbortSignal} signal  Stops it: nothing is left of it outside its element.
 */
function start(root, catalogue, worker, signal) {
  const state = new State(update);
  const reader = new NumberReader();
  const ask = requestAnswers(state, reader);
  const corrections = new Corrections();
  const cache = new ModelCache(corrections);
  const commands = createCommands(state);
  const testImages = () => readTestImages(new URL("figures/test-images.json", catalogue));
  const pictures = createPictures(state, createTestImages(testImages));
  const models = createModels(state, cache, ask, () => reader.forget());
  const app = { state, ask, commands, pictures, models, corrections, testImages, signal };
  const top = TOP_PANELS.map((panel) => panel(app));
  const lower = LOWER_PANELS.map((panel) => panel(app));
  const panels = [...top, ...lower].map((panel) => ({ ...panel, attempt: contained() })); // One panel's error does not stop the others.
  const askWhenNew = whenNew(ask);

  root.classList.add("inkling");
  root.replaceChildren(element("div", { class: "inkling-desk" }, ...top.map((panel) => panel.root)), ...lower.map((panel) => panel.root));
  const session = createSession(root, state, signal);
  const languages = addLanguages(root, (text) => state.say(text), signal);

  /** @param {DataTransfer} data */
  function takeModel(data) {
    const dropped = droppedModel(data);
    if (dropped !== null) for (const panel of panels) panel.drop?.(dropped);
    return dropped !== null;
  }

  function update() {
    if (signal.aborted) return;
    const { status, entry, label, verdict } = state;
    Object.assign(root.dataset, { state: status, model: entry?.name ?? "", label, verdict });
    for (const { update, attempt } of panels) attempt(() => update(state));
    if (state.linked !== null && state.linked !== state.strokes.all) {
      state.linked = null;
      clearAddress();
    }
    session.update();
    askWhenNew(state.revision);
  }

  listenForPictures(root, pictures.read, signal, takeModel);
  listenToShortcuts(root, commands);
  redrawOnNewLook(top[0].root, () => panels.forEach(({ redraw, attempt }) => attempt(() => redraw?.())), signal);
  signal.addEventListener("abort", () => {
    state.replay?.stop();
    cache.dispose();
  });
  openLink(state);
  state.edited();
  window.addEventListener("hashchange", () => openLink(state) && chooseLinked(state, models), { signal });
  // The worker fetches the whole site: it must not delay the first model.
  models.open(catalogue, modelInFragment(location.hash) || session.model).then(() => {
    if (worker && !signal.aborted) keepOffline(worker, (notice) => root.prepend(notice), signal); // Not awaited: where the first installation fails it never settles.
    return languages();
  });
}

/**
 * Shows the drawing that is in the address of the page, if there is one. It counts more than the one that was kept.
 *
 * @param {State} state
 * @returns {boolean} Whether there is one.
 */
function openLink(state) {
  const drawing = fromFragment(location.hash);
  if (drawing === null) return false;
  state.strokes.replace(drawing);
  state.linked = state.strokes.all;
  state.edited();
  return true;
}

/**
 * @param {State} state
 * @param {import("./models/models.js").Models} models
 */
function chooseLinked({ entries, entry }, models) {
  const linked = entries.find(({ name }) => name === modelInFragment(location.hash));
  if (linked && linked !== entry) models.choose(linked);
}

if (document.querySelector("[data-inkling-demo]") !== null) loadInference();
startAll("[data-inkling-demo]", (root, signal) => {
  const { models = "models/index.json", inklingWorker } = root.dataset;
  start(root, new URL(models, document.baseURI), inklingWorker ? new URL(inklingWorker, document.baseURI) : null, signal);
});
