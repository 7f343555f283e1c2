/**
 * The panels of the demo, in the order of the page. To add one, write its file and add it to a list here.
 *
 * @typedef {import("../state.js").State} State
 *
 * @typedef {object} App  What a panel may use.
 * @property {State} state  To change it, call its methods. To show it, wait for `update`.
 * @property {import("../commands.js").Commands} commands
 * @property {import("../pictures.js").Pictures} pictures
 * @property {import("../models/models.js").Models} models
 * @property {import("../models/corrections.js").Corrections} corrections
 * @property {() => void} ask  Asks the chosen model for a new answer.
 * @property {() => Promise<import("../published/test-images.js").TestImage[]>} testImages  Fetches them.
 * @property {AbortSignal} signal  For listeners outside the demo's element: it ends them when the element leaves the document.
 *
 * @typedef {object} Panel
 * @property {HTMLElement} root
 * @property {(state: State) => void} update  Shows the state. Called after every change, many times a second while somebody draws.
 * @property {() => void} [redraw]  Draws the canvases again, in a new size or other colours.
 * @property {(dropped: import("../../input/dropped-model.js").Dropped) => void} [drop]  Takes a model that was dropped on the demo.
 */
import { answerPanel } from "./answer.js";
import { comparePanel } from "./compare.js";
import { explainPanel } from "./explain.js";
import { modelPanel } from "./model.js";
import { morphPanel } from "./morph.js";
import { noticePanel } from "./notice.js";
import { ownPanel } from "./own.js";
import { padPanel } from "./pad.js";
import { stepsPanel } from "./steps.js";
import { teachPanel } from "./teach.js";

/** @type {((app: App) => Panel)[]} Pad and answer, side by side where the page is wide, and what is said of the last command. The first is the pad. */
export const TOP_PANELS = [padPanel, noticePanel, answerPanel];

/** @type {((app: App) => Panel)[]} Below each other. */
export const LOWER_PANELS = [modelPanel, comparePanel, explainPanel, morphPanel, stepsPanel, teachPanel, ownPanel];
