/**
 * The buttons, and how far the training is.
 */
import { button } from "../../../app/panels/parts/button.js";
import { percent } from "../../../app/published/catalogue.js";
import { element } from "../../../view/dom.js";

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

/** Made once: it is asked for ten times a second. */
const NUMBER = new Intl.NumberFormat("en");

/** What the first button says, and what is said of the state. */
const WORDS = {
  ready: ["Start", "Ready."],
  loading: ["Loading", "The images are loading."],
  training: ["Pause", "Training."],
  paused: ["Go on", "Paused."],
  done: ["Train on", "Done."],
};

/** @param {Actions} actions */
export function controlsView(actions) {
  let state = /** @type {Shown["state"]} */ ("ready");
  let isNew = false;
  const main = button("Start", () => (state === "training" ? actions.pause() : actions.run()));
  main.classList.add("inkling-train-start");
  const one = button("One step", actions.step);
  const over = button("Start over", actions.startOver);
  const slow = element("input", { type: "checkbox" });
  slow.addEventListener("change", () => actions.pace(slow.checked));
  const save = button("Save the network", actions.save);
  const bar = element("progress", { class: "inkling-train-progress", max: "1", value: "0", "aria-label": "Progress of the training" });
  const facts = element("p", { class: "inkling-train-facts" }, "Nothing is loaded until you start: then 2 MB of images.");
  // Screen readers say the changes of the state, and not each number.
  const said = element("p", { class: "inkling-train-said", role: "status" });
  const first = element("div", { class: "inkling-tools" }, main, one, over, element("label", { class: "inkling-train-slow" }, slow, "Slowly, step by step"));
  const files = element("div", { class: "inkling-tools" }, save, openButton(actions.open), button("Copy link", actions.copyLink));
  save.disabled = over.disabled = true;

  function labelOf() {
    const [label] = WORDS[state];
    return isNew && (state === "paused" || state === "done") ? "Start" : label;
  }

  return {
    root: element("div", { class: "inkling-train-controls" }, first, bar, facts, said, files),

    get isSlow() {
      return slow.checked;
    },

    /** @param {boolean} offer  Whether other settings are chosen than those of the network. */
    offerNew(offer) {
      if (offer && !isNew) said.textContent = state === "training" ? "Start over to train with these settings." : "The next start begins with these settings.";
      isNew = offer;
      main.textContent = labelOf();
    },

    /** @param {string} text */
    say(text) {
      said.textContent = text;
    },

    /** @param {Shown} shown */
    show(shown) {
      const [, sentence] = WORDS[shown.state];
      main.disabled = one.disabled = shown.state === "loading";
      save.disabled = over.disabled = shown.steps === undefined;
      if (shown.state !== state) said.textContent = shown.state === "done" ? `${sentence} ${resultOf(shown)}` : sentence;
      state = shown.state;
      main.textContent = labelOf();
      if (shown.steps === undefined) return;
      const { steps = 0, last = 1, perEpoch = 1, speed } = shown;
      bar.value = steps / last;
      const rate = speed ? ` · ${NUMBER.format(Math.round(speed / 100) * 100)} images a second` : "";
      facts.textContent = `Step ${steps} of ${last} · epoch ${(steps / perEpoch).toFixed(1)} of ${Math.round(last / perEpoch)}${rate}`;
    },
  };
}

/** @param {Shown} shown */
function resultOf({ points = [] }) {
  const point = points[points.length - 1];
  return point ? `${percent(point.test.accuracy, 1)} of the test images are read right.` : "";
}

/** @param {(files: File[]) => void} open */
function openButton(open) {
  const input = element("input", {
    type: "file",
    accept: ".json,.bin",
    multiple: "",
    class: "inkling-file",
    "aria-label": "Open a saved network: model.json and weights.bin",
  });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) open(files);
    input.value = ""; // So that the same files can be chosen again.
  });
  return element("label", { class: "inkling-button inkling-choose" }, "Open a network", input);
}
