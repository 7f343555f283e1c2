/**
 * The built site on a host that can fail: files go missing, or all of it. Nothing in a browser needs to be intercepted for that.
 */
import { serve } from "../bin/serve.mjs";
import { www } from "./visit.mjs";

/** Every host is an origin of its own: what a service worker keeps of one is nothing to the next. */
export async function host() {
  const { url, server } = await serve(www, { port: 0, base: "/some/base/" });
  const { port } = new URL(url);
  const [answer] = server.listeners("request");
  /** @type {{pattern: RegExp, page: string | null} | null} */
  let withheld = null;
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (!withheld?.pattern.test(request.url ?? "")) answer(request, response);
    else response.writeHead(withheld.page === null ? 404 : 200, { "Content-Type": "text/html" }).end(withheld.page);
  });

  const down = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    url,

    /**
     * @param {RegExp} pattern  Of the addresses that are not found.
     * @param {string | null} [page]  What the host sends instead, as if all were well.
     */
    withhold: (pattern, page = null) => void (withheld = { pattern, page }),

    /** All files are there again, and the host answers. */
    async up() {
      withheld = null;
      if (!server.listening) await new Promise((resolve) => server.listen(Number(port), "127.0.0.1", () => resolve(undefined)));
    },

    down,
  };
}
