/**
 * What the demo says and does when something is missing: features of the browser, files of the site, the network.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { catalogue, www } from "../../../site/browser/built-site.mjs";
import { digits, draw, expectLabel, inkOnPad, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { deferred } from "../../../site/browser/wait.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {Parameters<import("playwright-core").Route["fulfill"]>[0]} Reply */

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

const flagship = (await catalogue()).find((entry) => entry.default);
if (!flagship) throw new Error("No published model is the default.");
const model = JSON.parse(await readFile(join(www, "models", flagship.model), "utf8"));
const [shard] = model.weightsManifest[0].paths;
const weights = await readFile(join(www, "models", flagship.model, "..", shard));
const altered = Buffer.from(weights);
altered[altered.length >> 1] ^= 1;
const binary = await readFile(join(www, "assets", "demo", "tfjs-backend-wasm-simd.wasm"));

const MODEL = `**/models/${flagship.model}`;
const WEIGHTS = `**/models/${flagship.name}/${shard}`;
const CATALOGUE = "**/models/index.json";

/** What a host answers that sends every unknown address to its home page. */
const html = { status: 200, contentType: "text/html", body: "<!doctype html><title>Welcome</title>" };
const missing = { status: 404, contentType: "text/html", body: "<!doctype html><title>Not found</title>" };

const problem = (/** @type {Page} */ page) => page.locator("[data-inkling-demo]").getByRole("alert");

/**
 * @param {(page: Page) => Promise<unknown>} breakIt
 * @returns {Promise<Page>} The demo, opened after something was made to fail.
 */
async function openBroken(breakIt) {
  const { page } = await site.open(undefined, "assets/logo.svg");
  await breakIt(page);
  await page.goto(site.url);
  return page;
}

/**
 * @param {string | RegExp} address
 * @param {Reply | "abort"} reply
 */
const replying = (address, reply) => (/** @type {Page} */ page) => page.route(address, (route) => (reply === "abort" ? route.abort() : route.fulfill(reply)));

/**
 * @param {Page} page
 * @returns {string[]} Grows with each request for the script that computes without WebAssembly.
 */
function slowRequests(page) {
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => /\/cpu-[^/]+\.js$/.test(request.url()) && requests.push(request.url()));
  return requests;
}

/** @param {() => void} script  Runs in the page before any of its own. */
const early = (script) => (/** @type {Page} */ page) => page.addInitScript(script);

for (const [what, breakIt] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
  ["without WebAssembly", early(() => void Reflect.deleteProperty(globalThis, "WebAssembly"))],
  ["with a WebAssembly that compiles nothing", early(() => void Object.assign(WebAssembly, { compile: () => Promise.reject(new Error("No.")) }))],
  ["without SIMD", early(() => void Object.assign(WebAssembly, { validate: () => false }))],
  [
    "without WebGL and WebGPU",
    early(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = /** @type {any} */ (
        function (/** @type {any} */ kind, /** @type {any} */ ...rest) {
          // @ts-expect-error `this` is the canvas.
          return /gl/.test(kind) ? null : original.call(this, kind, ...rest);
        }
      );
      Reflect.deleteProperty(Navigator.prototype, "gpu");
    }),
  ],
  [
    "where all storage is denied",
    early(() => {
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException("Denied.", "SecurityError");
          },
        });
      }
    }),
  ],
  ["without the .wasm file that uses SIMD", replying("**/*simd*.wasm", missing)],
])) {
  test(`the demo answers ${what}`, async () => {
    const page = await openBroken(breakIt);
    await draw(page, digits[3]);
    await expectLabel(page, "3");
  });
}

for (const [what, address, reply, sentence] of /** @type {[string, string | RegExp, Reply | "abort", RegExp][]} */ ([
  ["a model that is missing", MODEL, missing, /^The model is not at .*: check that it is published there\.$/],
  ["a model that is a web page", MODEL, html, /^The file at .* is a web page where a model\.json belongs: check the address\.$/],
  ["a model that the server cannot send", MODEL, { status: 503, body: "" }, /the server answered 503\): try again later\.$/],
  ["weights that are missing", WEIGHTS, missing, /^A weights file of the model is not at .*: check that it is published there\.$/],
  ["weights that are cut short", WEIGHTS, { status: 200, body: weights.subarray(0, weights.length >> 1) }, /: publish or copy the model again\.$/],
  ["weights of which one bit is another", WEIGHTS, { status: 200, body: altered }, /are not those that were published: publish or copy the model again\.$/],
  ["weights that do not come through", WEIGHTS, "abort", /: check the connection, then try again\.$/],
  ["WebAssembly that is missing", "**/*.wasm", missing, /^The WebAssembly file is not at .*: check that it is published there\.$/],
  ["WebAssembly that the server cannot send", "**/*.wasm", { status: 503, body: "" }, /the server answered 503\): try again later\.$/],
  ["WebAssembly that does not come through", "**/*.wasm", "abort", /: check the connection, then try again\.$/],
  ["WebAssembly that is a web page", "**/*.wasm", html, /^The WebAssembly file at .* is damaged, or belongs to another version of this page/],
  ["WebAssembly that is cut short", "**/*.wasm", { status: 200, body: binary.subarray(0, binary.length >> 1) }, /^The WebAssembly file at .* is damaged/],
  ["a list of models that is a web page", CATALOGUE, html, /^The list of models at .* cannot be read: publish the models again\.$/],
  ["a list of models without any", CATALOGUE, { json: { models: [] } }, /cannot be read: publish the models again\.$/],
  ["a runtime that is a web page", "**/assets/demo/recogniser.js", html, /: check the connection, then try again\.$/],
  ["a runtime that does not come through", "**/assets/demo/recogniser.js", "abort", /: check the connection, then try again\.$/],
])) {
  test(`${what}: a sentence says so, the pad takes ink, and Try again answers it`, async () => {
    const page = await openBroken(replying(address, reply));
    const slower = slowRequests(page);
    await problem(page).locator("p").waitFor();
    assert.match((await problem(page).locator("p").textContent()) ?? "", sentence);
    await staysAndRecovers(page, () => page.unroute(address));
    assert.deepEqual(slower, [], "it must not go on without WebAssembly");
  });
}

test("neither WebAssembly nor the script that computes without it: a sentence says so, and Try again answers", async () => {
  const page = await openBroken(async (page) => {
    await early(() => void Reflect.deleteProperty(globalThis, "WebAssembly"))(page);
    await replying(/\/cpu-[^/]+\.js$/, missing)(page);
  });
  await problem(page)
    .getByText(/: check the connection, then try again\.$/)
    .waitFor();
  await staysAndRecovers(page, () => page.unrouteAll());
});

/**
 * @param {Page} page
 * @param {() => Promise<unknown>} mend
 */
async function staysAndRecovers(page, mend) {
  assert.equal(await page.locator(".inkling-words").textContent(), "No answer");
  await draw(page, digits[4]);
  const ink = await inkOnPad(page);
  assert.ok(ink > 0);
  assert.ok(await problem(page).isVisible(), "a stroke must not hide what is wrong");
  await mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await expectLabel(page, "4");
  assert.equal(await problem(page).locator("p").count(), 0);
}

for (const [what, address] of /** @type {[string, string][]} */ ([
  ["its runtime", "**/assets/demo/recogniser.js"],
  ["the list of models", CATALOGUE],
  ["the model", MODEL],
  ["the weights file", WEIGHTS],
  ["WebAssembly", "**/*.wasm"],
])) {
  test(`while ${what} is on its way the pad takes ink and says what it waits for; the answer comes with it`, async () => {
    const { settled: released, settle: release } = deferred();
    const page = await openBroken((page) => page.route(address, (route) => released.then(() => route.continue())));
    await draw(page, digits[6]);
    assert.ok((await inkOnPad(page)) > 0);
    assert.match((await page.locator(".inkling-words").textContent()) ?? "", /^Loading .*…$/);
    release();
    await expectLabel(page, "6");
  });
}

test("a connection that hangs is given up after a while, in a sentence, and Try again answers", async () => {
  const { settled: asked, settle: ask } = deferred();
  const page = await openBroken(async (page) => {
    await page.clock.install();
    await page.route(WEIGHTS, ask);
  });
  await asked;
  await draw(page, digits[4]);
  await page.clock.fastForward("01:00");
  await problem(page)
    .getByText(/: check the connection, then try again\.$/)
    .waitFor();
  await staysAndRecovers(page, () => page.unroute(WEIGHTS));
});

test("WebAssembly that never starts, from a folder of the page's choice, is given up after a while, and JavaScript answers", async () => {
  const { page } = await site.open();
  await page.clock.install();
  const empty = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  await page.route("**/elsewhere/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body: empty }));
  await page.goto(new URL("assets/logo.svg", site.url).href);
  const answer = page.evaluate(
    async ([script, model, wasm, strokes]) => {
      const { createRecogniser } = await import(/** @type {any} */ (script));
      const recogniser = await createRecogniser({ model, wasm });
      return { backend: recogniser.backend, label: (await recogniser.recognise(strokes)).label };
    },
    /** @type {const} */ ([
      new URL("assets/demo/inkling.js", site.url).href,
      new URL(`models/${flagship.model}`, site.url).href,
      new URL("elsewhere/", site.url).href,
      digits[3],
    ]),
  );
  const tick = setInterval(() => page.clock.fastForward(1000).catch(() => {}), 100); // The page waits 20 s before it gives up: two of ours.
  try {
    assert.deepEqual(await answer, { backend: "cpu", label: 3 });
  } finally {
    clearInterval(tick);
  }
});

test("without a network another model cannot come: a sentence says so, and with the network it does", async () => {
  const { page } = await site.open();
  await ready(page);
  await page.context().setOffline(true);
  await page.getByLabel("Model", { exact: true }).selectOption("linear");
  await problem(page).getByText("check the connection").waitFor();
  await staysAndRecovers(page, () => page.context().setOffline(false));
});

for (const [what, reply] of /** @type {[string, Reply | "abort"][]} */ ([
  ["does not come through", "abort"],
  ["is a web page", html],
])) {
  test(`where the demo's own script ${what} the page says so in place of the pad`, async () => {
    const page = await openBroken(replying("**/assets/demo/demo.js", reply));
    await page.locator("[data-inkling-demo]").getByText("reload this page").waitFor();
    await page.unrouteAll();
    await page.getByRole("link", { name: "reload this page" }).click();
    await ready(page);
    assert.equal(await page.getByText("reload this page").count(), 0);
  });
}
