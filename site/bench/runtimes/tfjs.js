/** TensorFlow.js as most demos use it: all of it, and the backend that it chooses itself. */
import { graphModel } from "./graph-model.js";
import { page } from "./page.js";

page(graphModel);
