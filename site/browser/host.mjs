/**
 * The built site on a host that can fail: files go missing, or all of it. So nothing has to be intercepted in a browser.
 */
import { serve } from "../bin/serve.mjs";
import { BASE, www } from "./built-site.mjs";

/** Every host has an origin of its own: what a service worker keeps of one host means nothing to the next. */
export async function host() {
  /** @type {{pattern: RegExp, reply: import("../bin/serve.mjs").Reply} | null} */
  let withheld = null;
  const { url, start, stop } = await serve(www, {
    port: 0,
    base: BASE,
    instead: (pathname) => (withheld?.pattern.test(pathname) ? withheld.reply : null),
  });
  return {
    url,

    /**
     * @param {RegExp} pattern  Of the addresses that are not found.
     * @param {string | null} [page]  What the host sends instead, as if all were well.
     */
    withhold(pattern, page = null) {
      withheld = { pattern, reply: page === null ? { status: 404 } : { status: 200, body: page } };
    },

    /** All files are there again, and the host answers. */
    async up() {
      withheld = null;
      await start();
    },

    /** Nothing answers. */
    down: stop,
  };
}
