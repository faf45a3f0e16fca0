/** What stands between a client and an HTTP server, and may lose what passes. */
export interface HttpProxy extends AsyncDisposable {
  readonly url: string;
  /** The bodies of the requests since the last call, in order. */
  taken(): string[];
  /** From now on: the server gets what fits and answers, but the client never hears of it. */
  loseAnswers(fits: (body: string) => boolean): void;
}

/** Passes requests on to `target`, one at a time or many. */
export function startHttpProxy(target: string): HttpProxy {
  let bodies: string[] = [];
  let isLost = (_body: string) => false;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, onError: broken },
    async (request) => {
      const { pathname } = new URL(request.url);
      const { method, headers } = request;
      const body = await request.text();
      bodies.push(body);
      const answer = await fetch(target + pathname, {
        method,
        headers,
        ...(method === "POST" && { body }),
      });
      const bytes = await answer.arrayBuffer();
      const type = answer.headers.get("content-type") ?? "";
      return isLost(body) ? broken() : new Response(bytes, {
        status: answer.status,
        headers: { "content-type": type }, // it is unpacked by now
      });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    taken: () => {
      const taken = bodies;
      bodies = [];
      return taken;
    },
    loseAnswers: (fits) => isLost = fits,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** An answer that breaks off before its end, as that of a server that was killed. */
function broken(): Response {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error("Lost on purpose")),
  });
  return new Response(body);
}
