import "inkling-digits/digit-pad";
import inkling from "inkling-digits/models/inkling";

const pad = document.querySelector("digit-pad");
pad.model = inkling;
pad.addEventListener("answer", ({ detail }) => {
  document.querySelector("output").textContent = `${detail.verdict}: ${detail.candidates.join(" or ")}`;
});
