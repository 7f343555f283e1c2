/**
 * One training: steps, and the curve that they draw. No clock decides anything here: the same settings give the same curve.
 *
 * @typedef {import("../engine/trainer.js").Score} Score
 * @typedef {{step: number, training: Score | null, test: Score}} Point  Of the curve. `training` is the mean over the batches since the
 *     last point, each before it was learned from and with dropout, as Keras shows it; null at the start.
 */
import { scoreOf, Trainer } from "../engine/trainer.js";

/** Steps from one point of the curve to the next. At the start, where most happens, they are closer. */
export const EVERY = 20;

export class Session {
  /** @type {Point[]} */
  points = [];

  #sums = { images: 0, loss: 0, right: 0 };

  /**
   * @param {Trainer} trainer
   * @param {import("./images.js").Images} test
   */
  constructor(trainer, test) {
    this.trainer = trainer;
    this.test = test;
    this.last = trainer.stepsPerEpoch * trainer.settings.epochs;
    this.#measure();
  }

  get isDone() {
    return this.trainer.steps >= this.last;
  }

  /** Makes the training longer by as many epochs as were chosen. */
  extend() {
    this.last += this.trainer.stepsPerEpoch * this.trainer.settings.epochs;
  }

  /** @returns {number} Images that were learned from. */
  advance() {
    const batch = this.trainer.step();
    this.#sums.images += batch.images;
    this.#sums.loss += batch.loss;
    this.#sums.right += batch.right;
    if (isPoint(this.trainer.steps) || this.isDone) this.#measure();
    return batch.images;
  }

  #measure() {
    const { images, loss, right } = this.#sums;
    this.#sums = { images: 0, loss: 0, right: 0 };
    const training = images === 0 ? null : { loss: loss / images, accuracy: right / images };
    const test = scoreOf(this.trainer.answer(this.test.grids), this.test.labels);
    this.points.push({ step: this.trainer.steps, training, test });
  }
}

/**
 * @param {number} step
 * @returns {boolean} Whether the curve has a point there: 1, 2, 4, 8, 16, then every twentieth.
 */
export function isPoint(step) {
  return step < EVERY ? (step & (step - 1)) === 0 : step % EVERY === 0;
}
