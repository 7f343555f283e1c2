import { createRecogniser, numberText, readNumber } from "inkling-digits";
import inkling from "inkling-digits/models/inkling";

const canvas = document.querySelector("canvas");
const output = document.querySelector("output");
const ink = canvas.getContext("2d");
ink.lineWidth = 4;
ink.lineCap = "round";
let strokes = [];

const loading = createRecogniser({ model: inkling });
loading.catch((error) => {
  output.textContent = error.message; // One sentence that says what to do.
});

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  strokes.push([]);
  ink.beginPath();
  draw(event);
});
canvas.addEventListener("pointermove", (event) => event.buttons > 0 && draw(event));
canvas.addEventListener("pointerup", async () => {
  const pieces = await readNumber(await loading, strokes);
  output.textContent = numberText(pieces);
});
document.querySelector("button").addEventListener("click", () => {
  strokes = [];
  ink.clearRect(0, 0, canvas.width, canvas.height);
  output.textContent = "";
});

function draw({ offsetX: x, offsetY: y }) {
  strokes.at(-1).push({ x, y });
  ink.lineTo(x, y);
  ink.stroke();
  ink.beginPath();
  ink.moveTo(x, y);
}
