/**
 * On the page of a model: its confusion matrices get shades and arrow keys. Without this script they are tables of links.
 */
import { equip } from "./matrix-keys.js";

for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".errors-matrix"))) equip(table);
