/** TensorFlow.js as most demos use it: the whole package, and the backend that it chooses itself. */
import { graphModel } from "./graph-model.js";
import { page } from "./page.js";

page(graphModel);
