/**
 * Shows an app in the visitor's language, and lets them choose another one. The page around it stays English.
 */
import { logError, wordsOf } from "../errors.js";
import { element, svgElement } from "../view/dom.js";
import { present } from "./format.js";
import { languageFor, LANGUAGES } from "./languages.js";
import { show } from "./live.js";
import { speak } from "./load.js";
import { remember } from "./remembered.js";
import { Sentence, t } from "./sentence.js";

const DIGITS = t("The digits that you draw are 0 to 9 in every language.");

/** A globe: who cannot read the page finds it. */
const GLOBE = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 9h17M3.5 15h17M12 3c-5.5 5-5.5 13 0 18M12 3c5.5 5 5.5 13 0 18";

/**
 * @param {HTMLElement} root  Of the app.
 * @param {URL} folder  Of the files of the languages.
 * @param {AbortSignal} signal  Ends it.
 * @returns {HTMLElement} Where one chooses.
 */
export function languagePicker(root, folder, signal) {
  const options = Object.entries(LANGUAGES).map(([value, { name }]) => element("option", { value, lang: value }, name));
  const select = element("select", { class: "inkling-select", "aria-label": t("Language") }, ...options);
  const globe = svgElement("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svgElement("path", { d: GLOBE }));
  const said = element("p", { role: "status" });
  const head = pageHead();

  function follow() {
    const { language, direction } = present;
    select.value = language;
    Object.assign(root, { lang: language, dir: direction });
    for (const { place, text } of head)
      if (language === "en" || Object.hasOwn(present.dictionary, text)) Object.assign(place, { lang: language, dir: direction });
    show(said, language === "en" ? "" : DIGITS);
  }

  /** @param {string} language */
  async function change(language) {
    try {
      await speak(language, folder);
    } catch (error) {
      logError(error);
      select.value = present.language;
      show(said, wordsOf(error));
    }
  }

  select.addEventListener("change", () => {
    remember(select.value);
    change(select.value);
  });
  present.again.add(follow);
  signal.addEventListener("abort", () => present.again.delete(follow));
  if (present.language !== "en") follow();
  change(languageFor(navigator.languages ?? []));
  return element("div", { class: "inkling-language" }, element("label", {}, globe, element("span", {}, t("Language")), select), said);
}

/**
 * Heading and first lines of the page stand outside the app and are about it: they follow the language, and so do the heading where the
 * theme repeats it, in its bar, and the title of the window. Their English text is that of the page.
 *
 * @returns {{place: Element, text: string}[]}
 */
function pageHead() {
  const found = [...document.querySelectorAll("h1, .lead, [data-md-component='header-topic'] .md-ellipsis")].flatMap((place) => {
    const node = place.firstChild;
    const text = node?.textContent?.trim().replace(/\s+/g, " ");
    if (node?.nodeType !== Node.TEXT_NODE || !text) return [];
    show(node, new Sentence(text, null));
    return [{ place, text }];
  });
  const heading = found.find(({ place }) => place.tagName === "H1")?.text ?? "";
  const title = document.querySelector("head > title");
  const rest = title?.textContent?.startsWith(`${heading} - `) && title.textContent.slice(heading.length);
  if (title && heading && rest) show(title, new Sentence("{heading}{rest}", { heading: new Sentence(heading, null), rest }));
  return found;
}
