import assert from "node:assert/strict";
import { test } from "node:test";
import { logError, RecogniserError, ScriptError, sentenceOf } from "../src/errors.js";

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

test("an error is written to the console once, with the errors that led to it", (context) => {
  const written = context.mock.method(console, "error", () => {});
  const [first, second] = [new TypeError("no network"), new Error("no file")];
  Object.assign(second, { cause: first });
  const error = new RecogniserError("The model did not arrive.", second);
  logError(error);
  logError(error);
  logError("just text");
  assert.deepEqual(
    written.mock.calls.map((call) => call.arguments),
    [[error, "\nCaused by:", second, "\nCaused by:", first], ["just text"]],
  );
});

test("errors that led to each other end", (context) => {
  const written = context.mock.method(console, "error", () => {});
  const error = new RecogniserError("It failed.");
  Object.assign(error, { cause: error });
  logError(error);
  assert.deepEqual(written.mock.calls[0].arguments, [error]);
});

test("a sentence about a visitor's file is no fault of the page, and is not logged", (t) => {
  const logged = t.mock.method(console, "error", () => {});
  logError(new Error("That file holds no corrections."));
  assert.equal(logged.mock.callCount(), 0);
  logError(new Error("That file holds no corrections.", { cause: new TypeError("Failed to fetch") }));
  assert.equal(logged.mock.callCount(), 1);
});
