/** A server under measurement: Harbor or one of its peers, each a process of its own. */
export interface MeasuredServer extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** The size of one message on the wire, from `id:` to the empty line. */
  readonly eventBytes: number;
  /** The heads of requests for its stream, to be taken in turn; `missed`: from the first message on. */
  requests(missed?: boolean): string[];
  /** Sends the message with this number to every reader; settles when the server has answered. */
  post(number: number): Promise<void>;
}

/** The head of a GET request to this machine. */
export function requestFor(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): string {
  const all = { host: `127.0.0.1:${port}`, accept: "text/event-stream" };
  const lines = Object.entries({ ...all, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** @throws When the server did not accept the message. */
export async function posted(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  const text = await response.text();
  if (response.ok) return;
  throw new Error(`a send was answered ${response.status}: ${text}`);
}
