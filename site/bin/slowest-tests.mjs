/**
 * A reporter for Node's test runner that prints the ten slowest tests, beside the reporter that prints all of them:
 * `node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=./site/bin/slowest-tests.mjs --test-reporter-destination=stdout`
 */
import { relative } from "node:path";

const COUNT = 10;

/**
 * @param {AsyncIterable<{type: string, data: any}>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* slowestTests(events) {
  /** @type {{name: string, file: string, milliseconds: number}[]} */
  const tests = [];
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const isTest = data.details.type !== "suite" && data.name !== data.file && !data.skip;
    if (isTest) tests.push({ name: data.name, file: data.file ?? "", milliseconds: data.details.duration_ms });
  }
  tests.sort((one, other) => other.milliseconds - one.milliseconds);
  const lines = tests
    .slice(0, COUNT)
    .map(({ name, file, milliseconds }) => `${(milliseconds / 1000).toFixed(2).padStart(8)} s  ${relative("", file)}: ${name}`);
  yield `Slowest tests\n${lines.join("\n")}\n`;
}
