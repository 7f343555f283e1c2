/**
 * The form with the settings of the next training: the network, and all that can be changed of it in a part that is folded at first.
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { labelled } from "./labelled.js";
import { checked, DEFAULTS, LIMITS, NETWORKS, widthsIn } from "../settings.js";

/** Name of a setting -> its label, and the step of its field. */
const FIELDS = /** @type {const} */ ({
  dropout: [t("Dropout"), "0.05"],
  rate: [t("Learning rate"), "any"],
  batch: [t("Batch"), "1"],
  epochs: [t("Epochs"), "1"],
  seed: [t("Seed"), "1"],
});

/** @typedef {import("../settings.js").Settings} Settings */

/** @param {() => void} changed */
export function settingsView(changed) {
  const network = element("select", { class: "inkling-select" }, ...NETWORKS.map(({ title }, i) => element("option", { value: `${i}` }, title)));
  network.append(element("option", { value: "" }, t("Your own layers")));
  const [filters, layers] = [0, 1].map(() =>
    element("input", { type: "text", class: "inkling-field", placeholder: t("none"), inputmode: "text", autocomplete: "off" }),
  );
  const fields = Object.entries(FIELDS).map(([name, [label, step]]) => {
    const { least, most } = LIMITS[/** @type {keyof typeof FIELDS} */ (name)];
    const field = element("input", { type: "number", class: "inkling-field", step, min: `${least}`, max: `${most}` });
    return { name, field, root: labelled(label, field) };
  });
  const grid = element("div", { class: "inkling-train-fields" }, labelled(t("Convolutions"), filters), labelled(t("Hidden layers"), layers));
  grid.append(...fields.map((field) => field.root));
  const summary = element("summary", {}, t("Settings of the training"));
  const details = element("details", { class: "inkling-panel" }, summary, element("div", { class: "inkling-panel-body" }, grid));
  const root = element("div", { class: "inkling-train-settings" }, labelled(t("Network"), network), details);

  /** @returns {Settings} */
  function read() {
    const numbers = fields.map(({ name, field }) => [name, field.value === "" ? NaN : Number(field.value)]);
    return checked({ filters: widthsIn(filters.value), layers: widthsIn(layers.value), ...Object.fromEntries(numbers) });
  }

  /** @param {Settings} settings */
  function show(settings) {
    filters.value = settings.filters.join("-");
    layers.value = settings.layers.join("-");
    for (const { name, field } of fields) field.value = `${settings[/** @type {keyof typeof FIELDS} */ (name)]}`;
    matchNetwork();
  }

  function matchNetwork() {
    const dropout = fields[0].field.value;
    const found = NETWORKS.findIndex(
      (each) =>
        each.filters.join() === widthsIn(filters.value).join() &&
        each.layers.join() === widthsIn(layers.value).join() &&
        (each.filters.length + each.layers.length === 0 || `${each.dropout}` === dropout),
    );
    network.value = found < 0 ? "" : `${found}`;
  }

  network.addEventListener("change", () => {
    const chosen = NETWORKS[Number(network.value)];
    if (network.value === "") {
      details.open = true;
      layers.focus();
    } else {
      filters.value = chosen.filters.join("-");
      layers.value = chosen.layers.join("-");
      fields[0].field.value = `${chosen.dropout}`;
    }
    changed();
  });
  root.addEventListener("change", ({ target }) => {
    if (target === network) return;
    matchNetwork();
    changed();
  });
  show(DEFAULTS);
  return { root, read, show };
}
