import { createRecogniser, numberText, readNumber } from "inkling-digits";
import inkling from "inkling-digits/models/inkling";

const canvas = document.querySelector("canvas");
const ink = canvas.getContext("2d");
const loading = createRecogniser({ model: inkling });
const strokes = [];

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  strokes.push([]);
  ink.beginPath();
  draw(event);
});
canvas.addEventListener("pointermove", (event) => event.buttons > 0 && draw(event));
canvas.addEventListener("pointerup", async () => {
  const pieces = await readNumber(await loading, strokes);
  document.querySelector("output").textContent = numberText(pieces);
});

function draw({ offsetX: x, offsetY: y }) {
  strokes.at(-1).push({ x, y });
  ink.lineTo(x, y);
  ink.stroke();
}
