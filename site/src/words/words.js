/**
 * What the parts of a page use to say something: sentences, numbers, and where they are shown.
 */
export { beyond, decimal, kilobytes, listed, percent, together, whole } from "./format.js";
export { show, showIn } from "./live.js";
export { received, Sentence, t } from "./sentence.js";
