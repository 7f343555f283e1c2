import { createRecogniser, readNumber, RecogniserError, type Answer, type Piece, type Stroke } from "inkling-digits";
import "inkling-digits/digit-pad";
import inkling from "inkling-digits/models/inkling";

export async function read(strokes: Stroke[]): Promise<number | null> {
  const recogniser = await createRecogniser({ model: inkling });
  try {
    const answer: Answer = await recogniser.recognise(strokes);
    const pieces: Piece[] = await readNumber(recogniser, strokes);
    return pieces.length === 1 ? answer.label : null;
  } catch (error) {
    if (error instanceof RecogniserError) console.warn(error.message);
    throw error;
  } finally {
    recogniser.dispose();
  }
}

const pad = document.querySelector("digit-pad"); // A DigitPad, or null.
pad?.addEventListener("answer", () => console.log(pad.answer?.label));
