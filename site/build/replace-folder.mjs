/**
 * Writes a folder anew, and puts it in place of the old one only when all of it is ready.
 */
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Only two renames: at any other moment the old folder or the new one is there, complete.
 *
 * @param {string} folder
 * @param {(draft: string) => Promise<void>} write  Fills an empty folder. When it throws, the old folder stays as it was.
 */
export async function replaceFolder(folder, write) {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await write(draft);
    const old = `${draft}-old`;
    await rename(target, old).catch(() => {}); // At the first build there is no old folder.
    await rename(draft, target);
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
