import { createRecogniser, numberText, readNumber } from "inkling-digits";
import inkling from "inkling-digits/models/inkling";

const recogniser = await createRecogniser({ model: inkling });

const seven = [
  { x: 10, y: 10 },
  { x: 80, y: 10 },
  { x: 35, y: 120 },
];
const one = [
  { x: 130, y: 10 },
  { x: 128, y: 120 },
];

const { verdict, label, confidence } = await recogniser.recognise([seven]);
console.log(verdict, label, confidence.toFixed(3));
console.log(numberText(await readNumber(recogniser, [seven, one])));
