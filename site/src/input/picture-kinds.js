/**
 * What to say about a file that the browser cannot decode. Its first bytes say what it is; its name may be wrong or missing.
 */
const GENERAL = "That is no picture that this browser can read: choose a PNG, JPEG or WebP.";

/** @type {{what: string, pattern: RegExp, hint: string}[]} Patterns of the first bytes, each byte one letter of Latin-1. */
const KINDS = [
  {
    what: "a HEIC picture, as an iPhone stores it",
    pattern: /^....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/s,
    hint: "share it as a JPEG, take a screenshot of it, or set the camera's format to Most Compatible",
  },
  { what: "an AVIF picture", pattern: /^....ftypavi[fs]/s, hint: "save it as a PNG or JPEG" },
  { what: "a JPEG XL picture", pattern: /^....JXL /s, hint: "save it as a PNG or JPEG" },
  { what: "a TIFF picture", pattern: /^(II\*.|MM.\*)/s, hint: "save it as a PNG or JPEG" },
  { what: "a PDF", pattern: /^%PDF-/, hint: "take a screenshot of the digit, or save the page as a PNG or JPEG" },
  { what: "a Photoshop file", pattern: /^8BPS/, hint: "save it as a PNG or JPEG" },
];

/**
 * @param {Uint8Array} bytes  Of the file.
 * @returns {string} One sentence that names what it is and says what to do.
 */
export function unreadable(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const kind = KINDS.find(({ pattern }) => pattern.test(start));
  return kind ? `That is ${kind.what}, which this browser cannot read: ${kind.hint}.` : GENERAL;
}
