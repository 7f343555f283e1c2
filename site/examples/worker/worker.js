import { createRecogniser, numberText, readParts, readPicture } from "inkling-digits";
import inkling from "inkling-digits/models/inkling";

const loading = createRecogniser({ model: inkling });

addEventListener("message", async ({ data: picture }) => {
  const parts = await readPicture(picture);
  if (parts === null) postMessage("The picture is empty.");
  else postMessage(numberText((await readParts(await loading, parts)).pieces));
});
