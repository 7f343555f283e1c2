/**
 * What to say about a file that the browser cannot decode. Its first bytes say what it is; its name may be wrong or missing.
 */
import { t } from "../words/sentence.js";

/** @typedef {import("../words/sentence.js").Words} Words */

const GENERAL = t("That is no picture that this browser can read: choose a PNG, JPEG or WebP.");

/** @type {{pattern: RegExp, sentence: Words}[]} Patterns of the first bytes, each byte one letter of Latin-1. */
const KINDS = [
  {
    pattern: /^....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/s,
    sentence: t(
      "That is a HEIC picture, as an iPhone stores it, which this browser cannot read: share it as a JPEG, take a screenshot of it, or set the camera's format to Most Compatible.",
    ),
  },
  { pattern: /^....ftypavi[fs]/s, sentence: t("That is an AVIF picture, which this browser cannot read: save it as a PNG or JPEG.") },
  { pattern: /^....JXL /s, sentence: t("That is a JPEG XL picture, which this browser cannot read: save it as a PNG or JPEG.") },
  { pattern: /^(II\*.|MM.\*)/s, sentence: t("That is a TIFF picture, which this browser cannot read: save it as a PNG or JPEG.") },
  {
    pattern: /^%PDF-/,
    sentence: t("That is a PDF, which this browser cannot read: take a screenshot of the digit, or save the page as a PNG or JPEG."),
  },
  { pattern: /^8BPS/, sentence: t("That is a Photoshop file, which this browser cannot read: save it as a PNG or JPEG.") },
];

/**
 * @param {Uint8Array} bytes  Of the file.
 * @returns {Words} One sentence that names what it is and says what to do.
 */
export function unreadable(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  return KINDS.find(({ pattern }) => pattern.test(start))?.sentence ?? GENERAL;
}
