/**
 * The buttons, and how far the training is.
 */
import { button } from "../../../app/panels/parts/button.js";
import { element } from "../../../view/dom.js";
import { decimal, percent, show, t } from "../../../words/words.js";

/**
 * @typedef {object} Actions
 * @property {() => void} run
 * @property {() => void} pause
 * @property {() => void} step
 * @property {() => void} startOver
 * @property {(slow: boolean) => void} pace
 * @property {() => void} save
 * @property {(files: File[]) => void} open
 * @property {() => void} copyLink
 *
 * @typedef {Partial<Omit<import("../worker.js").State, "state">> & {state: import("../worker.js").State["state"] | "loading"}} Shown
 */

/** What the first button says, and what is said of the state. */
const WORDS = {
  ready: [t("Start"), t("Ready.")],
  loading: [t("Loading"), t("The images are loading.")],
  training: [t("Pause"), t("Training.")],
  paused: [t("Go on"), t("Paused.")],
  done: [t("Train on"), t("Done.")],
};

/** @param {Actions} actions */
export function controlsView(actions) {
  let state = /** @type {Shown["state"]} */ ("ready");
  let isNew = false;
  const main = button(t("Start"), () => (state === "training" ? actions.pause() : actions.run()));
  main.classList.add("inkling-train-start");
  const one = button(t("One step"), actions.step);
  const over = button(t("Start over"), actions.startOver);
  const slow = element("input", { type: "checkbox" });
  slow.addEventListener("change", () => actions.pace(slow.checked));
  const save = button(t("Save the network"), actions.save);
  const bar = element("progress", { class: "inkling-train-progress", max: "1", value: "0", "aria-label": t("Progress of the training") });
  const facts = element("p", { class: "inkling-train-facts" }, t("Nothing is loaded until you start: then 2 MB of images."));
  // Screen readers say the changes of the state, and not each number.
  const said = element("p", { class: "inkling-train-said", role: "status" });
  const first = element("div", { class: "inkling-tools" }, main, one, over, element("label", { class: "inkling-train-slow" }, slow, t("Slowly, step by step")));
  const files = element("div", { class: "inkling-tools" }, save, openButton(actions.open), button(t("Copy link"), actions.copyLink));
  save.disabled = over.disabled = true;

  function labelOf() {
    const [label] = WORDS[state];
    return isNew && (state === "paused" || state === "done") ? t("Start") : label;
  }

  return {
    root: element("div", { class: "inkling-train-controls" }, first, bar, facts, said, files),

    get isSlow() {
      return slow.checked;
    },

    /** @param {boolean} offer  Whether other settings are chosen than those of the network. */
    offerNew(offer) {
      if (offer && !isNew) show(said, state === "training" ? t("Start over to train with these settings.") : t("The next start begins with these settings."));
      isNew = offer;
      show(main, labelOf());
    },

    /** @param {import("../../../words/sentence.js").Words} words */
    say(words) {
      show(said, words);
    },

    /** @param {Shown} shown */
    show(shown) {
      const [, sentence] = WORDS[shown.state];
      main.disabled = one.disabled = shown.state === "loading";
      save.disabled = over.disabled = shown.steps === undefined;
      if (shown.state !== state) show(said, shown.state === "done" ? resultOf(shown) : sentence);
      state = shown.state;
      show(main, labelOf());
      if (shown.steps === undefined) return;
      const { steps = 0, last = 1, perEpoch = 1, speed } = shown;
      bar.value = steps / last;
      const progress = { step: steps, last, epoch: decimal(steps / perEpoch, 1), epochs: Math.round(last / perEpoch) };
      show(facts, factsOf(progress, Math.round((speed ?? 0) / 100) * 100));
    },
  };
}

/** @param {Shown} shown */
function resultOf({ points = [] }) {
  const point = points[points.length - 1];
  return point ? t("Done. {share} of the test images are read right.", { share: percent(point.test.accuracy, 1) }) : t("Done.");
}

/**
 * @param {Record<string, import("../../../words/sentence.js").Words | number>} progress
 * @param {number} rate  Images a second; 0 where it is not known.
 */
function factsOf(progress, rate) {
  if (rate === 0) return t("Step {step} of {last} · epoch {epoch} of {epochs}", progress);
  return t("Step {step} of {last} · epoch {epoch} of {epochs} · {rate, number} images a second", { ...progress, rate });
}

/** @param {(files: File[]) => void} open */
function openButton(open) {
  const input = element("input", {
    type: "file",
    accept: ".json,.bin",
    multiple: "",
    class: "inkling-file",
    "aria-label": t("Open a saved network: model.json and weights.bin"),
  });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) open(files);
    input.value = ""; // So that the same files can be chosen again.
  });
  return element("label", { class: "inkling-button inkling-choose" }, t("Open a network"), input);
}
