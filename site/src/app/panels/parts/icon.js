/**
 * The icons of the tools: lines on a square of 24, in the colour of the text around them.
 */
import { svgElement } from "../../../view/dom.js";

const LINES = {
  undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10H9",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h5",
  erase: "M4 15 13.5 5.5l6 6L12 19H8zM9 10l6 6M12 19h8",
  clear: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 10.5V16M13.5 10.5V16",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  draw: "M4.5 19.5 6 14.5 15.5 5a2.1 2.1 0 0 1 3.5 3.5L9.5 18zM14 6.5l3.5 3.5",
  testImage: "M5 5h14v14H5zM5 9.7h14M5 14.3h14M9.7 5v14M14.3 5v14",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2z",
  replay: "M4.5 4.5v4h4M5 8.5a7.6 7.6 0 1 1-.6 4.5M10.5 9.5v5l4-2.5z",
  link: "M10 14a3.8 3.8 0 0 0 5.5 0l3-3A3.9 3.9 0 0 0 13 5.5l-1.3 1.3M14 10a3.8 3.8 0 0 0-5.5 0l-3 3a3.9 3.9 0 0 0 5.5 5.5l1.3-1.3",
  save: "M12 4v10M8 10.5l4 4 4-4M5 19.5h14",
};

/** @param {keyof typeof LINES} name */
export function icon(name) {
  return svgElement("svg", { viewBox: "0 0 24 24", class: `inkling-icon inkling-icon-${name}`, "aria-hidden": "true" }, svgElement("path", { d: LINES[name] }));
}
