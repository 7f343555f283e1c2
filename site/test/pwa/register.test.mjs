import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { keepOffline } from "../../src/pwa/register.js";
import { event, fakeDocument, withGlobals } from "../fake-dom.mjs";

/** @typedef {import("../fake-dom.mjs").FakeElement} Notice */

let reloads = 0;
/** @type {any} */
const navigator = {};
withGlobals({ navigator, document: fakeDocument, location: { reload: () => reloads++ } });

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const WORKER = new URL("https://example.org/sw.js");

/**
 * A browser's side of service workers.
 *
 * @param {object} [options]
 * @param {boolean} [options.isControlled]  Whether a worker controls the page: an earlier visit installed it.
 * @param {boolean} [options.isWaiting]  Whether a new version waits already.
 */
function browser({ isControlled = false, isWaiting = false } = {}) {
  reloads = 0;
  /** @type {unknown[]} */
  const messages = [];
  const worker = () => Object.assign(new EventTarget(), { state: "installing", postMessage: (/** @type {unknown} */ message) => messages.push(message) });
  const registration = Object.assign(new EventTarget(), { waiting: isWaiting ? worker() : null, installing: /** @type {any} */ (null) });
  const serviceWorker = Object.assign(new EventTarget(), { controller: isControlled ? worker() : null, register: async () => registration });
  navigator.serviceWorker = serviceWorker;
  /** @type {Notice[]} */
  const notices = [];
  return {
    serviceWorker,
    messages,
    notices,
    keepOffline: () => keepOffline(WORKER, (notice) => notices.push(/** @type {any} */ (notice))),
    /** A new version is found and installed, and waits. */
    update() {
      const fresh = worker();
      registration.installing = fresh;
      registration.dispatchEvent(event("updatefound"));
      fresh.state = "installed";
      registration.waiting = fresh;
      fresh.dispatchEvent(event("statechange"));
    },
    takeOver: () => serviceWorker.dispatchEvent(event("controllerchange")),
  };
}

/** @param {Notice} notice */
function pressButton(notice) {
  notice.all("button")[0].dispatchEvent(event("click"));
}

test("where the browser has no service workers nothing happens", async () => {
  delete navigator.serviceWorker;
  await keepOffline(WORKER, () => assert.fail("nothing to offer"));
});

test("where the browser refuses the worker nothing happens", async () => {
  const { serviceWorker, keepOffline, notices } = browser();
  serviceWorker.register = () => Promise.reject(new Error("denied"));
  await keepOffline();
  assert.deepEqual(notices, []);
});

test("the first visit installs the worker without a notice, and does not reload when the worker takes over", async () => {
  const { keepOffline, update, takeOver, notices } = browser();
  await keepOffline();
  update();
  takeOver();
  assert.deepEqual([notices, reloads], [[], 0]);
});

test("a new version is offered once it is installed, or when it waits already", async () => {
  const later = browser({ isControlled: true });
  await later.keepOffline();
  assert.equal(later.notices.length, 0);
  later.update();
  assert.equal(later.notices.length, 1);
  assert.match(later.notices[0].textContent, /A new version of this page is here/);
  const waiting = browser({ isControlled: true, isWaiting: true });
  await waiting.keepOffline();
  assert.equal(waiting.notices.length, 1);
});

test("the new version takes over only when the visitor asks for it, and then the page reloads once", async () => {
  const { keepOffline, update, takeOver, notices, messages } = browser({ isControlled: true });
  await keepOffline();
  update();
  assert.deepEqual([messages, reloads], [[], 0]);
  pressButton(notices[0]);
  assert.deepEqual(messages, ["take over"]);
  takeOver();
  takeOver();
  assert.equal(reloads, 1);
});

test("a page that no worker controlled reloads too when its visitor asks for the new version", async () => {
  const { keepOffline, takeOver, notices } = browser({ isWaiting: true });
  await keepOffline();
  pressButton(notices[0]);
  takeOver();
  assert.equal(reloads, 1);
});

test("the page reloads also where the new version does not take over in time", async () => {
  const { keepOffline, notices } = browser({ isControlled: true, isWaiting: true });
  await keepOffline();
  pressButton(notices[0]);
  assert.equal(reloads, 0);
  mock.timers.runAll();
  assert.equal(reloads, 1);
});

test("a page of the first visit reloads, too, when another page of it asked for the new version", async () => {
  const { keepOffline, update, takeOver } = browser();
  await keepOffline();
  takeOver();
  assert.equal(reloads, 0);
  update();
  takeOver();
  assert.equal(reloads, 1);
});

test("a page reloads when another page of the site asked for the new version", async () => {
  const { keepOffline, takeOver } = browser({ isControlled: true });
  await keepOffline();
  takeOver();
  assert.equal(reloads, 1);
});
