import { connect } from "node:http2";

/** The raw text of a stream as it comes, by whatever protocol. */
export interface Listening extends Disposable {
  /** What the server at the other end of the connection says it is, in `x-protocol`. */
  protocol: string | null;
  /** When `text` had come, on the clock of `performance.now()`. */
  arrivalOf(text: string): number | undefined;
}

export interface Target {
  url: URL;
  token: string;
  /** A certificate to trust. */
  certificate?: string;
}

/** HTTP/1.1; HTTP/2 where the two agree on it, which takes TLS. */
export function listenByFetch({ url, token, certificate }: Target): Listening {
  const abort = new AbortController();
  const { listening, take } = collect(() => abort.abort());
  const client = certificate === undefined
    ? undefined
    : Deno.createHttpClient({ caCerts: [certificate] });
  const init: RequestInit & { client?: Deno.HttpClient } = {
    client,
    signal: abort.signal,
    headers: { authorization: `Bearer ${token}` },
  };
  const reading = async () => {
    const response = await fetch(url, init);
    listening.protocol = response.headers.get("x-protocol");
    const body = response.body!.pipeThrough(new TextDecoderStream());
    for await (const text of body) take(text);
  };
  reading().catch((error) => {
    if (!abort.signal.aborted) console.error("The stream broke:", error);
  }).finally(() => client?.close());
  return listening;
}

/** HTTP/2 without TLS: both have to know beforehand. */
export function listenByHttp2({ url, token }: Target): Listening {
  const session = connect(url.origin);
  const { listening, take } = collect(() => session.destroy());
  session.on("error", () => {});
  const request = session.request({
    ":path": url.pathname,
    authorization: `Bearer ${token}`,
  });
  request.setEncoding("utf8");
  request.on("response", (headers) => {
    listening.protocol = String(headers["x-protocol"]);
  });
  request.on("data", take);
  request.on("error", () => {});
  return listening;
}

function collect(stop: () => void) {
  let all = "";
  const chunks: { end: number; at: number }[] = [];
  const listening: Listening = {
    protocol: null,
    arrivalOf(text) {
      const start = all.indexOf(text);
      if (start === -1) return undefined;
      return chunks.find(({ end }) => end >= start + text.length)?.at;
    },
    [Symbol.dispose]: stop,
  };
  const take = (text: string) => {
    all += text;
    chunks.push({ end: all.length, at: performance.now() });
  };
  return { listening, take };
}
