import { createRoot } from "react-dom/client";
import { DigitReader } from "./DigitReader.jsx";

createRoot(document.querySelector("#root")).render(<DigitReader />);
