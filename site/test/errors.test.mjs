import assert from "node:assert/strict";
import { test } from "node:test";
import { RecogniserError, ScriptError, sentenceOf } from "../src/errors.js";

test("an error keeps its message and the error that led to it", () => {
  const cause = new TypeError("no network");
  const error = new ScriptError("A script did not arrive.", cause);
  assert.ok(error instanceof RecogniserError && error instanceof Error);
  assert.deepEqual([error.name, error.message, error.cause], ["RecogniserError", "A script did not arrive.", cause]);
});

test("whatever is thrown has a sentence", () => {
  assert.equal(sentenceOf(new Error("It failed.")), "It failed.");
  assert.equal(sentenceOf("just text"), "just text");
  assert.equal(sentenceOf(undefined), "undefined");
});
