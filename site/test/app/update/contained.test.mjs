import assert from "node:assert/strict";
import { test } from "node:test";
import { contained } from "../../../src/app/update/contained.js";

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
