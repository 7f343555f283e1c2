/**
 * The content of the panel for the visitor's own models. It is fetched when the panel is opened, or a model dropped.
 *
 * @typedef {import("./open-model.js").OwnModel} OwnModel
 * @typedef {import("./open-model.js").Meaning} Meaning
 * @typedef {import("../../words/sentence.js").Words} Words
 */
import { logError, wordsOf } from "../../errors.js";
import { PIXELS } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { Sentence, show, t } from "../../words/words.js";
import { chosenOf, droppedFiles } from "./chosen-files.js";
import { entryOf, looksLike, openModel, recogniserOf } from "./open-model.js";
import { meaningForm } from "./meaning-form.js";
import { filesButton } from "./files-button.js";
import { ownList } from "./own-list.js";

const ABOUT = t(
  "A TensorFlow.js model: a model.json and the weights files next to it. It reads pictures of 28 by 28 and answers with ten numbers, or eleven. You can also drop it on this page. It stays on your device, and is forgotten when you leave this page or load it again.",
);

/** Models in this visit, so that each has a name of its own. */
let count = 0;

/** @param {import("../panels/index.js").App} app */
export function ownModels({ state, models, testImages }) {
  const said = element("p", { class: "inkling-said", role: "status" });
  const list = ownList((entry) => models.close(entry));
  const form = meaningForm();
  /** One model at a time: the next one waits. */
  let queue = Promise.resolve();
  const root = element(
    "div",
    { class: "inkling-own-panel" },
    element("p", {}, ABOUT),
    element(
      "div",
      { class: "inkling-tools inkling-pairs" },
      filesButton(t("Choose files"), t("Choose the files of a model"), { multiple: "" }, (files) => open(async () => chosenOf(files))),
      filesButton(t("Choose a folder"), t("Choose the folder of a model"), { webkitdirectory: "" }, (files) => open(async () => chosenOf(files))),
    ),
    said,
    form.root,
    list.root,
  );

  /** @param {Words} text */
  const say = (text) => show(said, text);

  /**
   * @param {() => Promise<import("../../inference/foreign-files.js").ChosenFile[]>} files
   * @param {(text: Words) => void} [tell]  Says the end of it elsewhere, too.
   */
  function open(files, tell = () => {}) {
    queue = queue.then(async () => {
      try {
        const text = await add(await openModel(await files(), testImages, say));
        say(text);
        tell(text);
      } catch (error) {
        logError(error);
        say(wordsOf(error));
        tell(wordsOf(error));
      }
    });
    return queue;
  }

  /**
   * @param {OwnModel} model
   * @returns {Promise<Words>} What to say.
   */
  async function add(model) {
    const meaning = model.opened.meaning ?? (await asked(model));
    if (meaning === null) return t("{name} was not opened.", { name: new Sentence(model.source.name, null) });
    const recogniser = await recogniserOf(model, meaning);
    const entry = entryOf(model, ++count, state.entries);
    list.add(entry, t("{count} µs an answer", { count: Math.round(1000 * model.measured.milliseconds) }));
    models.add(entry, recogniser);
    return t("{name} reads {count} of {all} test images right. It answers now, and stands among all models.", {
      name: new Sentence(entry.title, null),
      count: entry.images - entry.errors,
      all: entry.images,
    });
  }

  /**
   * @param {OwnModel} model
   * @returns {Promise<Meaning | null>} Null where the visitor does not want it any more.
   */
  async function asked({ source, opened, measured }) {
    const [values] = await opened.network.run(new Float32Array(PIXELS).fill(measured.pixels.paper), ["probabilities"]);
    say(t("{name} does not say what its numbers are: choose it below.", { name: new Sentence(source.name, null) }));
    const meaning = await form.ask(source.name, looksLike(values));
    if (meaning === null) opened.network.dispose();
    return meaning;
  }

  return {
    root,
    /** @param {import("../../input/dropped-model.js").Dropped} dropped */
    drop: (dropped) =>
      open(
        () => droppedFiles(dropped),
        (text) => state.say(text),
      ),
  };
}
