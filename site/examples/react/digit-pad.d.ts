import type { Answer, ModelModule } from "inkling-digits";
import type { DigitPad } from "inkling-digits/digit-pad";
import type { DetailedHTMLProps, HTMLAttributes } from "react";

interface DigitPadProps extends DetailedHTMLProps<HTMLAttributes<DigitPad>, DigitPad> {
  model?: string | ModelModule;
  onanswer?: (event: CustomEvent<Answer>) => void;
  onproblem?: (event: CustomEvent<Error>) => void;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "digit-pad": DigitPadProps;
    }
  }
}
