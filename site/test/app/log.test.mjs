import assert from "node:assert/strict";
import { test } from "node:test";
import { contained, logError } from "../../src/app/log.js";
import { RecogniserError } from "../../src/errors.js";

test("an error is logged once, with its cause; a sentence about a visitor's file is not", (t) => {
  const logged = t.mock.method(console, "error", () => {});
  const cause = new TypeError("Failed to fetch");
  const error = new RecogniserError("The model is not there.", cause);
  logError(error);
  logError(new Error("That file holds no corrections."));
  assert.deepEqual(
    logged.mock.calls.map(({ arguments: given }) => given),
    [[error, "Cause:", cause]],
  );
});

test("what throws in one part is logged and stays there, not at every update anew", (t) => {
  const logged = t.mock.method(console, "error", () => {});
  const attempt = contained();
  const fail = () => {
    throw new TypeError("x is undefined");
  };
  attempt(fail);
  attempt(fail);
  assert.equal(logged.mock.callCount(), 1);
  attempt(() => {});
  attempt(fail);
  assert.equal(logged.mock.callCount(), 2);
});
