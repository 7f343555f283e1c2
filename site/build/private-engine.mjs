/**
 * An esbuild plugin that keeps TensorFlow.js to itself: a page that uses another TensorFlow.js is left as it was.
 *
 * TensorFlow.js keeps its engine, its platform and its kernels in the global object, so that all copies in a page share them. The copy
 * that is loaded first decides for all, of whatever version the others are. In the bundle an object of our own takes the place of the
 * global object. Code that is not built, in this repository's tests and commands, still shares the engine.
 */

/** What takes the place of `tfjs-core/dist/global_util.js`. Its exports have the same names: a version with others does not build. */
const PRIVATE = `
  // The converter reads names of nodes with \`atob\`, as a method of this object.
  const space = { atob: (text) => globalThis.atob(text) };
  const singletons = new Map();
  export const getGlobalNamespace = () => space;
  export function getGlobal(key, init) {
    if (!singletons.has(key)) singletons.set(key, init());
    return singletons.get(key);
  }`;

/** @type {import("esbuild").Plugin} */
export const privateEngine = {
  name: "private-engine",
  setup(build) {
    let replaced = 0;
    build.onStart(() => {
      replaced = 0;
    });
    build.onLoad({ filter: /[/\\]tfjs-core[/\\]dist[/\\]global_util\.js$/ }, () => {
      replaced += 1;
      return { contents: PRIVATE };
    });
    build.onEnd(() => (replaced === 1 ? undefined : { errors: [{ text: "TensorFlow.js has no global_util.js: its engine would be shared." }] }));
  },
};
