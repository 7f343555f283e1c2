import { useState } from "react";
import "inkling-digits/digit-pad";
import inkling from "inkling-digits/models/inkling";

export function DigitReader() {
  const [answer, setAnswer] = useState(null);
  return (
    <>
      <digit-pad model={inkling} onanswer={(event) => setAnswer(event.detail)} />
      <output>{answer && `${answer.verdict}: ${answer.candidates.join(" or ")}`}</output>
    </>
  );
}
