/**
 * Material for MkDocs listens for single keys on the whole page: they open its search, or leave the page.
 */

/** Next page, previous page, search. */
const KEYS = new Set([".", "n", ",", "p", "f", "s", "/"]);

/**
 * Keeps these keys from the theme: whoever has the focus here draws, and must not leave the page by one key.
 *
 * @param {KeyboardEvent} event
 */
export function keepFromTheme(event) {
  if (KEYS.has(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}
