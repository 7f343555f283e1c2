/**
 * The machine that measures, and how busy it is.
 */
import { cpus } from "node:os";

/**
 * Call it before a browser starts.
 *
 * @param {(line: string) => void} say  Called where other programs are busy.
 * @returns {Promise<{hardware: {processor: string, cores: number}, busy: number}>} `busy` is the share of the cores that other programs
 *     keep busy in two seconds, 0 to 1.
 */
export async function machine(say) {
  const times = () => cpus().map(({ times: { idle, ...working } }) => ({ idle, working: Object.values(working).reduce((sum, time) => sum + time) }));
  const before = times();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const [idle, working] = times().reduce(([rest, work], core, i) => [rest + core.idle - before[i].idle, work + core.working - before[i].working], [0, 0]);
  const busy = working / (idle + working);
  if (busy > 0.25) say(`Other programs keep ${Math.round(100 * busy)} % of this machine busy: the times will be too long.`);
  return { hardware: { processor: cpus()[0].model, cores: cpus().length }, busy };
}
