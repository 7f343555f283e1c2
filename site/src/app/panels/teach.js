/**
 * Teaching: what the drawing was meant for, what has been taught, and how to keep it or be rid of it.
 */
import { download } from "../sharing/download.js";
import { element } from "../../view/dom.js";
import { handAsText, parseHand } from "../corrections.js";
import { drawInk } from "../../view/ink.js";
import { panel } from "./fold.js";
import { sentenceOf } from "../../errors.js";

/**
 * @param {import("../corrections.js").Hand} hand
 * @param {{drawing: () => import("../../input/stroke-history.js").Drawing, taught: () => void}} around  What is on the pad; called after every change.
 */
export function handView(hand, { drawing, taught }) {
  const select = element("select", { class: "inkling-select" }, ...Array.from({ length: 10 }, (_, digit) => element("option", { value: `${digit}` }, `${digit}`)));
  const remember = button("Remember it", () => learn(() => [{ label: select.selectedIndex, strokes: drawing() }], "Remembered: drawings like this one are now read so."));
  const save = button("Save as a file", () => download(new Blob([handAsText(hand.corrections)], { type: "application/json" }), "inkling-hand.json"));
  const forget = button("Forget everything", () => {
    hand.forget();
    changed("Forgotten.");
  });
  const file = element("input", { type: "file", accept: ".json,application/json", class: "inkling-file", "aria-label": "Read a file of corrections" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    const text = await chosen.text();
    learn(() => parseHand(text), "Read: what the file holds came to what was known.");
  });
  const said = element("p", { class: "inkling-said", role: "status" });
  const list = element("p", { class: "inkling-facts" });
  const lessons = element("div", { class: "inkling-lessons", role: "group", "aria-label": "Corrected drawings" });
  const root = panel(
    "Wrong? Teach it your hand",
    () => (show(), showLessons()),
    element("p", {}, "Say what the drawing on the pad was meant for. The network's last layer then remembers it, on this device only."),
    element("div", { class: "inkling-teach" }, element("label", { class: "inkling-picker" }, element("span", {}, "It was a"), select), remember),
    list,
    lessons,
    element("div", { class: "inkling-tools" }, save, element("label", { class: "inkling-button inkling-choose" }, "Read a file", file), forget),
    said,
  );

  /**
   * @param {() => import("../corrections.js").Correction[]} corrections
   * @param {string} text  What to say when they are learnt.
   */
  function learn(corrections, text) {
    try {
      hand.remember(...corrections());
      changed(text);
    } catch (error) {
      said.textContent = sentenceOf(error);
    }
  }

  /** @param {string} text */
  function changed(text) {
    said.textContent = text;
    show();
    showLessons();
    taught();
  }

  /** Each corrected drawing, to be forgotten at a click. */
  function showLessons() {
    lessons.replaceChildren(
      ...hand.corrections.map((correction, place) => {
        const forgetIt = button(`${correction.label}`, () => {
          hand.forget(correction);
          changed("That one is forgotten.");
          const next = lessons.children[Math.min(place, lessons.children.length - 1)] ?? root.querySelector("summary");
          /** @type {HTMLElement} */ (next).focus(); // What had the focus is gone.
        });
        forgetIt.setAttribute("aria-label", `Forget this ${correction.label}`);
        forgetIt.title = "Forget it";
        forgetIt.prepend(element("canvas", { class: "inkling-lesson", "aria-hidden": "true" }));
        return forgetIt;
      }),
    );
    redraw();
  }

  function redraw() {
    if (root.open) lessons.querySelectorAll("canvas").forEach((canvas, i) => drawInk(canvas, hand.corrections[i].strokes));
  }

  function show() {
    if (!root.open) return; // It is called at every move of the pointer.
    const { corrections } = hand;
    remember.disabled = drawing().length === 0;
    save.disabled = forget.disabled = corrections.length === 0;
    const counts = Array.from({ length: 10 }, (_, digit) => corrections.filter(({ label }) => label === digit).length);
    const what = counts.flatMap((count, digit) => (count > 0 ? [`${digit} (${count})`] : []));
    list.textContent = what.length > 0 ? `Taught so far: ${what.join(", ")}.` : "Nothing was taught yet.";
  }

  return { root, show, redraw };
}

/**
 * @param {string} text
 * @param {() => void} press
 */
function button(text, press) {
  const made = element("button", { type: "button", class: "inkling-button" }, text);
  made.addEventListener("click", press);
  return made;
}
