import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { choiceText, factsText, readCatalogue } from "../../../src/app/published/catalogue.js";
import { temporaryFolder } from "../../fixture.mjs";

const ENTRY = /** @type {any} */ ({
  name: "one",
  title: "One",
  model: "one/model.json",
  card: "one/",
  accuracy: 0.99754,
  bytes: 1234567,
  errors: 1025,
  images: 10000,
  parameters: 999,
});

/** @param {string} text */
async function catalogueOf(text) {
  const url = pathToFileURL(join(await temporaryFolder(), "index.json"));
  await writeFile(url, text);
  return url;
}

test("the addresses in the list are relative to the list", async () => {
  const url = await catalogueOf(JSON.stringify({ models: [ENTRY] }));
  const [entry] = await readCatalogue(url);
  assert.deepEqual([entry.model, entry.card], [new URL("one/model.json", url), new URL("one/", url)]);
});

test("an empty list, and a file that is no list, are refused with a sentence", async () => {
  for (const text of ["", "<!doctype html>", "{}", '{"models": []}']) {
    await assert.rejects(readCatalogue(await catalogueOf(text)), /^RecogniserError: The list of models at .* cannot be read: publish the models again\.$/);
  }
});

test("numbers are written with commas and a unit", () => {
  assert.equal(`${choiceText(ENTRY)}`, "One · 99.75\u00a0% · 1,235\u00a0KB");
  assert.equal(`${factsText(ENTRY)}`, "1,025 errors out of 10,000 · 999 parameters");
});
