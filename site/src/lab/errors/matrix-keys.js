/**
 * Makes a table of links a grid: one stop for the Tab key, arrow keys inside; and shades its cells by their counts.
 *
 * The tables stand on the pages of models, as `export/cards/templates/parts.md.j2` writes them, and on the page of errors.
 */
import { Sentence, showIn } from "../../words/words.js";
import { headingOf } from "./words.js";

const DIGITS = 10;

/** Counts from which on a cell gets the next shade. */
const SHADES = [1, 2, 5, 10];

/** Key -> how far the focus moves: rows, columns. */
const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -DIGITS],
  End: [0, DIGITS],
});

/** @param {HTMLTableElement} table  A confusion matrix whose 100 cells hold a link each. */
export function equip(table) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...table.querySelectorAll("td > a")]);
  table.setAttribute("role", "grid");
  links.forEach((link, i) => {
    const cell = { label: Math.floor(i / DIGITS), answer: i % DIGITS };
    showIn(link, "aria-label", new Sentence("{cell}: {count}", { cell: headingOf(cell), count: link.textContent ?? "" }));
    const kind = cell.label === cell.answer ? "right" : "wrong";
    Object.assign(/** @type {HTMLElement} */ (link.parentElement).dataset, { kind, shade: `${shadeOf(Number(link.textContent))}` });
    link.tabIndex = i === 0 ? 0 : -1;
    link.addEventListener("focus", () => links.forEach((other) => (other.tabIndex = other === link ? 0 : -1)));
  });
  table.addEventListener("keydown", (event) => {
    const from = links.indexOf(/** @type {HTMLAnchorElement} */ (event.target));
    const to = targetOf(from, event);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation(); // The theme has keys of its own.
    links[to].focus();
  });
}

/**
 * @param {number} from  Place of the cell that has the focus, row after row; -1 for none.
 * @param {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean}} event
 * @returns {number | null} Where the focus goes; null where the key means nothing here.
 */
export function targetOf(from, { key, ctrlKey, altKey, metaKey }) {
  const move = MOVES[key];
  if (from < 0 || move === undefined || altKey || metaKey) return null;
  if (ctrlKey) return key === "Home" ? 0 : key === "End" ? DIGITS * DIGITS - 1 : null;
  const [row, column] = [Math.floor(from / DIGITS) + move[0], (from % DIGITS) + move[1]].map((at) => Math.min(Math.max(at, 0), DIGITS - 1));
  return DIGITS * row + column;
}

/**
 * @param {number} count
 * @returns {number} 0 for none, to 4.
 */
export function shadeOf(count) {
  return SHADES.filter((least) => count >= least).length;
}
