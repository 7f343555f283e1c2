/**
 * A picture of a digit, from a file, the clipboard or the camera, to what the network reads. It never leaves the page.
 */
import { SentenceError } from "../errors.js";
import { received } from "../words/sentence.js";

/** @typedef {(picture: Blob) => Promise<import("../preprocessing/picture-parts.js").PictureParts | null>} Reader */

/** @type {Promise<Reader> | null} */
let reader = null;

/**
 * @param {Blob} blob
 * @returns {ReturnType<Reader>} Null for a picture of one colour.
 * @throws {Error} With one sentence that says what to do.
 */
export async function partsOfPicture(blob) {
  reader ??= startReader();
  return (await reader)(blob);
}

/**
 * @returns {Promise<Reader>} Reads in a worker, or in the page where a browser has no module workers.
 */
async function startReader() {
  try {
    return readerIn(await startWorker());
  } catch {
    return (await import("./read-picture.js")).readPicture;
  }
}

/** @returns {Promise<Worker>} When its module has been loaded. */
function startWorker() {
  const worker = new Worker(new URL("./picture-worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", () => resolve(worker), { once: true });
    worker.addEventListener("error", reject, { once: true });
  });
}

/**
 * @param {Worker} worker
 * @returns {Reader}
 */
function readerIn(worker) {
  let id = 0;
  return (picture) =>
    new Promise((resolve, reject) => {
      const ours = ++id;
      worker.addEventListener("message", function answered({ data }) {
        if (data.id !== ours) return;
        worker.removeEventListener("message", answered);
        if (data.message === undefined) resolve(data.parts);
        else reject(new SentenceError(received(data.message)));
      });
      worker.postMessage({ id: ours, picture });
    });
}

/**
 * Listens for pictures that are dropped on an element or pasted into the page.
 *
 * @param {HTMLElement} root
 * @param {(picture: Blob) => void} read  Gets a dropped file that is no picture, too, and says what is wrong with it: some systems
 *     give files no type.
 * @param {AbortSignal} [signal]  Ends it.
 * @param {(data: DataTransfer) => boolean} [takes]  Asked first where no picture was dropped: whether it takes the drop itself.
 */
export function listenForPictures(root, read, signal, takes = () => false) {
  /** @param {DataTransfer | null} data */
  const filesOf = (data) => [...(data?.files ?? [])];
  const isPicture = (/** @type {File} */ { type }) => type.startsWith("image/");
  root.addEventListener("dragover", (event) => event.preventDefault()); // Otherwise the browser would open the dropped file.
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = filesOf(event.dataTransfer);
    const picture = files.find(isPicture);
    if (picture === undefined && event.dataTransfer !== null && takes(event.dataTransfer)) return;
    const dropped = picture ?? files[0];
    if (dropped) read(dropped);
  });
  document.addEventListener(
    "paste",
    (event) => {
      const pasted = filesOf(event.clipboardData).find(isPicture);
      if (pasted) read(pasted);
    },
    { signal },
  );
}
