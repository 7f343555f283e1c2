/**
 * Puts the worker that trains and the parts of the page together.
 *
 * @typedef {{images: URL, models: URL, recogniser: URL}} Addresses
 * @typedef {import("./worker.js").State} State
 */
import { readCatalogue } from "../../app/published/catalogue.js";
import { redrawOnNewLook } from "../../app/look.js";
import { download } from "../../app/sharing/download.js";
import { logError, SentenceError, wordsOf } from "../../errors.js";
import { element } from "../../view/dom.js";
import { languagePicker } from "../../words/picker.js";
import { received, show, t } from "../../words/words.js";
import { fromFiles, toFiles, WEIGHTS_FILE } from "./files.js";
import { fromFragment, toFragment } from "./settings.js";
import { comparisonView } from "./view/comparison.js";
import { controlsView } from "./view/controls.js";
import { curvesView } from "./view/curves.js";
import { padView } from "./view/pad.js";
import { settingsView } from "./view/settings-form.js";
import { weightsView } from "./view/weights.js";

/**
 * @param {HTMLElement} root  Gets all of it.
 * @param {Addresses} addresses
 * @param {AbortSignal} signal  Ends it.
 */
export function startTraining(root, addresses, signal) {
  /** @type {Worker | undefined} */
  let worker;
  /** @type {State | null} */
  let state = null;
  /** What the network that the worker has was begun with, as a link says it; null without a network. */
  let begun = /** @type {string | null} */ (null);

  const problem = element("p", { class: "inkling-problem", role: "alert", hidden: "" });
  const settings = settingsView(changed);
  const controls = controlsView({ run, pause: () => send({ do: "pause" }), step, startOver, pace: (slow) => send({ do: "pace", slow }), save, open, copyLink });
  const curves = curvesView();
  const pad = padView((grid) => send({ do: "read", grid }));
  const weights = weightsView();
  const comparison = comparisonView(compare);
  const parts = {
    choose: [settings.root, problem, controls.root],
    read: [pad.root],
    learn: [curves.root],
    more: [weights.root],
    compare: [comparison.root],
  };
  const areas = Object.entries(parts).map(([name, children]) => element("div", { class: `inkling-train-${name}` }, ...children));
  const language = languagePicker(root, new URL("../words/", import.meta.url), signal);
  root.replaceChildren(element("div", { class: "inkling inkling-train" }, language, element("div", { class: "inkling-train-columns" }, ...areas)));
  root.dataset.state = "ready";
  attempt(() => settings.show(fromFragment(location.hash) ?? settings.read()));
  redrawOnNewLook(
    root,
    () => {
      pad.redraw();
      weights.redraw();
    },
    signal,
  );
  window.addEventListener("hashchange", () => attempt(() => settings.show(fromFragment(location.hash) ?? settings.read())), { signal });
  signal.addEventListener("abort", () => worker?.terminate());

  /**
   * @param {() => unknown} act  What fails in it is shown.
   */
  async function attempt(act) {
    problem.hidden = true;
    try {
      await act();
    } catch (error) {
      fail(error);
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    logError(error);
    show(problem, wordsOf(error));
    problem.hidden = false;
  }

  /** @param {any} message */
  function send(message) {
    worker?.postMessage(message);
  }

  /**
   * @param {import("./settings.js").Settings} chosen
   * @param {object} [more]  Weights to begin with.
   */
  function begin(chosen, more = {}) {
    worker ??= startWorker();
    begun = toFragment(chosen);
    controls.offerNew(false);
    curves.clear();
    comparison.clear();
    root.dataset.state = "loading";
    controls.show({ state: "loading" });
    send({ do: "begin", settings: chosen, images: addresses.images.href, ...more });
    send({ do: "pace", slow: controls.isSlow });
    send({ do: "read", grid: pad.grid });
  }

  function startWorker() {
    const made = new Worker(new URL("train-worker.js", import.meta.url), { type: "module" });
    made.addEventListener("message", ({ data }) => receive(data));
    made.addEventListener("error", () => fail(new SentenceError(t("The script that trains could not be started: reload the page, or update the browser."))));
    return made;
  }

  function run() {
    attempt(() => {
      beginIfNew();
      send({ do: "run" });
    });
  }

  function step() {
    attempt(() => {
      beginIfNew();
      send({ do: "step" });
    });
  }

  /** A network that was begun with other settings than those that are chosen now is left. */
  function beginIfNew() {
    comparison.clear(); // It would be that of an earlier step.
    if (begun === null || isOther()) begin(settings.read());
  }

  function isOther() {
    return begun !== null && toFragment(settings.read()) !== begun;
  }

  function startOver() {
    attempt(() => {
      begin(settings.read());
      send({ do: "run" });
    });
  }

  /** @param {any} data  What the worker says. */
  function receive(data) {
    if (data.message !== undefined) return stumble(data);
    if (data.compared !== undefined) return comparison.add(data.compared);
    if (data.weights !== undefined) return void attempt(() => saveFiles(data));
    state = /** @type {State} */ (data);
    root.dataset.state = state.state;
    root.dataset.steps = `${state.steps}`;
    controls.show(state);
    curves.add(state);
    pad.show(state.reading);
    if (state.first) weights.show(state.first.values, state.first.units, state.first.areAnswers);
  }

  /** @param {{message: string, during: string}} trouble */
  function stumble({ message, during }) {
    fail(new SentenceError(received(message)));
    comparison.end();
    if (during !== "begin") return;
    begun = null;
    root.dataset.state = "ready";
    controls.show({ state: "ready" });
  }

  async function compare() {
    await attempt(async () => {
      const entries = await readCatalogue(addresses.models);
      const models = entries.map(({ name, title, model }) => ({ name, title, model: model.href }));
      send({ do: "pause" });
      send({ do: "compare", models, recogniser: addresses.recogniser.href });
    });
    if (!problem.hidden) comparison.end();
  }

  function save() {
    send({ do: "weights" });
  }

  /** @param {{weights: import("./files.js").Weights[], settings: import("./settings.js").Settings}} trained */
  async function saveFiles({ weights: layers, settings: chosen }) {
    const files = await toFiles(layers, chosen);
    download(new Blob([files.json], { type: "application/json" }), "model.json");
    download(new Blob([files.weights]), WEIGHTS_FILE);
  }

  /** @param {File[]} files */
  function open(files) {
    attempt(async () => {
      const saved = await fromFiles(files);
      settings.show(saved.settings);
      changed();
      begin(saved.settings, { weights: saved.weights });
    });
  }

  /** The address of the page says what is chosen. */
  function changed() {
    attempt(() => {
      history.replaceState(history.state, "", `#${toFragment(settings.read())}`);
      controls.offerNew(isOther());
    });
  }

  async function copyLink() {
    await attempt(async () => {
      changed();
      await navigator.clipboard.writeText(location.href).catch(() => {
        throw new SentenceError(t("The browser lets no page copy here: copy the address of the page, it holds the settings."));
      });
      controls.say(t("The link is copied."));
    });
  }
}
