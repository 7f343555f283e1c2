/**
 * Reads pictures with the twin in JavaScript and the published flagship: a JSON list of `{values, width, height}` on standard input, the
 * list of what was found and read on standard output.
 */
import process from "node:process";
import { text } from "node:stream/consumers";
import { createRecogniser } from "../../../site/src/index.js";
import { numberText } from "../../../site/src/preprocessing/number-reader.js";
import { readParts } from "../../../site/src/preprocessing/picture-number.js";
import { pictureParts } from "../../../site/src/preprocessing/picture-parts.js";

const recogniser = await createRecogniser({ model: new URL("../../../docs/models/inkling/model.json", import.meta.url) });
const found = [];
for (const image of JSON.parse(await text(process.stdin))) {
  const parts = pictureParts(image);
  if (parts === null) found.push(null);
  else {
    const grids = [parts.grid, ...parts.segments.flatMap(({ grid }) => (grid === null ? [] : [grid]))].map((grid) => [...grid]);
    const answers = [...(await recogniser.answers(Float32Array.from(grids.flat())))];
    const { pieces } = await readParts(recogniser, parts);
    found.push({ marks: parts.segments.map(({ first, end, mark }) => [first, end, mark]), grids, answers, text: numberText(pieces) });
  }
}
recogniser.dispose();
process.stdout.write(JSON.stringify(found));
