import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { withPolicy } from "../../build/security-policy.mjs";

const page = (/** @type {string} */ body) => `<!doctype html><html><head><meta charset="utf-8"><title>A page</title></head><body>${body}</body></html>`;
const policyOf = (/** @type {string} */ html) => /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";

test("scripts in the page are named by their hashes, each once, and nothing else inline may run", () => {
  const html = withPolicy(
    page("<script>let a = 1</script><script>let a = 1</script><script src='x.js'></script><script type=\"application/json\">{}</script>"),
  );
  const scripts = /script-src ([^;]*)/.exec(policyOf(html))?.[1].split(" ");
  const hash = createHash("sha256").update("let a = 1").digest("base64");
  assert.deepEqual(scripts, ["'self'", "'wasm-unsafe-eval'", `'sha256-${hash}'`]);
});

test("the policy stands before everything that it governs, once", () => {
  const html = withPolicy(page("<script>1</script>"));
  assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("<title>"));
  assert.equal(withPolicy(html), html);
});
