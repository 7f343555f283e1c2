/**
 * Lighthouse's audits of the home page, without the one of performance: tests never judge a time.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "../../../site/browser/lighthouse.mjs";

test("Lighthouse finds nothing wrong with the home page on a telephone: access, best practices, search engines", async () => {
  const { scores } = await audit(["accessibility", "best-practices", "seo"]);
  assert.deepEqual(
    scores,
    ["accessibility", "best-practices", "seo"].map((category) => ({ category, score: 100, failed: [] })),
  );
});
