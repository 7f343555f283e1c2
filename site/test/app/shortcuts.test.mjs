import assert from "node:assert/strict";
import { test } from "node:test";
import { listenToShortcuts } from "../../src/app/shortcuts.js";
import { event, FakeElement, withGlobals } from "../fake-dom.mjs";

class FakeSelect extends FakeElement {}
withGlobals({ HTMLSelectElement: FakeSelect });

/**
 * @param {object} key  Fields of the keyboard event.
 * @param {FakeElement} [root]  Where it happens.
 * @returns {{ran: string[], isLeftToBrowser: boolean}}
 */
function press(key, root = new FakeElement()) {
  /** @type {string[]} */
  const ran = [];
  const command = (/** @type {string} */ name) => () => ran.push(name);
  const commands = { undo: command("undo"), redo: command("redo"), clear: command("clear"), erase: command("erase"), replay: command("replay") };
  listenToShortcuts(root.asElement, commands);
  return { isLeftToBrowser: root.dispatchEvent(event("keydown", { code: "", ...key })), ran };
}

for (const [name, ...keys] of /** @type {[string, ...object[]][]} */ ([
  ["undo", { key: "z", ctrlKey: true }, { key: "z", metaKey: true }],
  ["redo", { key: "y", ctrlKey: true }, { key: "Z", ctrlKey: true, shiftKey: true }, { key: "Z", metaKey: true, shiftKey: true }],
  ["clear", { key: "Escape" }, { key: "Delete" }],
  ["erase", { key: "e" }, { key: "E", shiftKey: true }],
  ["replay", { key: "r" }],
])) {
  test(`${name} has its keys, and the browser does nothing else with them`, () => {
    for (const key of keys) assert.deepEqual(press(key), { ran: [name], isLeftToBrowser: false }, JSON.stringify(key));
  });
}

test("the letter that a key types counts, and its place where it types no Latin letter", () => {
  assert.deepEqual(press({ key: "z", code: "KeyY", ctrlKey: true }).ran, ["undo"], "a German keyboard");
  assert.deepEqual(press({ key: "я", code: "KeyZ", ctrlKey: true }).ran, ["undo"], "a Russian keyboard");
});

test("other keys, and those of the browser, are left to it", () => {
  const keys = [
    { key: "a" },
    { key: "Tab" },
    { key: "r", ctrlKey: true },
    { key: "e", metaKey: true },
    { key: "y", metaKey: true },
    { key: "z", ctrlKey: true, altKey: true },
  ];
  for (const key of keys) assert.deepEqual(press(key), { ran: [], isLeftToBrowser: true }, JSON.stringify(key));
});

test("in a list, letters and Escape belong to the list, undo does not", () => {
  for (const key of ["e", "r", "Escape", "Delete"]) assert.deepEqual(press({ key }, new FakeSelect()).ran, [], key);
  assert.deepEqual(press({ key: "z", ctrlKey: true }, new FakeSelect()).ran, ["undo"]);
});

test("a key that is held down switches nothing on and off, but undoes on", () => {
  assert.deepEqual(press({ key: "e", repeat: true }).ran, []);
  assert.deepEqual(press({ key: "z", ctrlKey: true, repeat: true }).ran, ["undo"]);
});

test("the theme's single keys stay inside the demo, also where a button has the focus", () => {
  const root = new FakeElement();
  const pressed = event("keydown", { key: "n", code: "KeyN" });
  let isStopped = false;
  pressed.stopPropagation = () => (isStopped = true);
  press({ key: "a" }, root);
  root.dispatchEvent(pressed);
  assert.equal(isStopped, true);
});
