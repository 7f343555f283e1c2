/**
 * Waiting for a condition. Nothing here waits for a fixed time: machines that run tests are slow at times.
 */

/** Milliseconds: how long a condition may take, and how often it is looked at. */
const PATIENCE = 20_000;
const INTERVAL = 40;

/**
 * @template T
 * @param {() => Promise<T | null | undefined | false>} look  Gives something true when what is waited for is there.
 * @param {() => string | Promise<string>} failure  What to say when it does not come.
 * @returns {Promise<T>} What `look` gave.
 */
export async function until(look, failure) {
  for (const end = Date.now() + PATIENCE; ; ) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Not within ${PATIENCE / 1000} s: ${await failure()}`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}

/**
 * A promise that a test settles itself.
 *
 * @returns {{settled: Promise<void>, settle: () => void}}
 */
export function deferred() {
  /** @type {() => void} */
  let settle = () => {};
  const settled = new Promise((resolve) => (settle = () => resolve(undefined)));
  return { settled, settle };
}

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} The addresses of all files that the service worker has kept.
 */
export const keptFiles = (page) =>
  page.evaluate(async () => {
    const each = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
    return (await Promise.all(each)).flat().map(({ url }) => url);
  });

/**
 * Waits until the service worker has kept some files.
 *
 * @param {import("playwright-core").Page} page
 * @param {string[]} files  Ends of their addresses.
 */
export async function kept(page, files) {
  let missing = files;
  await until(
    async () => {
      const all = await keptFiles(page);
      missing = files.filter((end) => !all.some((url) => url.endsWith(end)));
      return missing.length === 0;
    },
    () => `${missing.join(", ")} to be kept.`,
  );
}
