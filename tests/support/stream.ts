/**
 * One block of an event stream, as it was on the wire. A block without `data` (a heartbeat, the
 * `retry`) dispatches nothing in a client.
 */
export interface Frame {
  id?: number;
  event?: string;
  // deno-lint-ignore no-explicit-any -- whatever JSON the wire carries
  data?: any;
  retry?: number;
  comment?: string;
  raw: string;
  /** `performance.now()` when its last byte arrived. */
  at: number;
}

/** An open event stream that keeps all it received. */
export interface EventStream extends AsyncDisposable {
  response: Response;
  frames: Frame[];
  /** The frames that a client would dispatch as logged events, in order of arrival. */
  events(): Frame[];
  /** The last `id:` received. */
  position(): number | undefined;
  /** The first frame that fits, received already or awaited. */
  until(what: string, fits: (frame: Frame) => boolean): Promise<Frame>;
  /** Waits until `condition` holds. It is checked after each frame. */
  when(what: string, condition: () => boolean): Promise<void>;
  /** Waits for the server to end the stream. */
  ended(): Promise<void>;
  /** Settles when the stream is over, with what broke it if it did not end in order. */
  finished: Promise<unknown>;
}

/** The server sent something other than an event stream of ours. */
export class WireError extends Error {
  override name = "WireError";
}

/** Frames of these types belong to the connection, not to the log. */
const CONNECTION_TYPES = new Set([
  "connected",
  "reset",
  "replaced",
  "auth:expiring",
  "server:draining",
]);

const DEADLINE_MS = 15_000;

/**
 * Opens an event stream and reads it more strictly than any client: a
 * field that no server of ours sends, a carriage return, data that is not JSON or not its type's
 * envelope, and a falling id are errors, thrown by whatever waits next.
 */
export async function openStream(
  url: string | URL,
  init: RequestInit = {},
  onFrame: (frame: Frame) => void = () => {},
): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url, { ...init, signal: abort.signal });
  if (response.status !== 200) {
    throw new Error(
      `${url} answered ${response.status}: ${await response.text()}`,
    );
  }

  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  const changed = () => waiting.forEach((look) => look());
  let ended = false;
  let failure: unknown;
  const take = (frame: Frame) => {
    frames.push(frame);
    onFrame(frame);
    changed();
  };
  const finished = read(response.body!, take)
    .catch((error) => {
      if (!abort.signal.aborted) failure = error;
    })
    .then(() => {
      ended = true;
      changed();
      return failure;
    });

  const when = (what: string, condition: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const settle = (act: () => void) => {
        waiting.delete(look);
        clearTimeout(timer);
        act();
      };
      const fail = (why: string) =>
        settle(() =>
          reject(
            new Error(
              `${why} while waiting for ${what}; last frames: ${
                frames.slice(-3).map((frame) => JSON.stringify(frame.raw))
              }`,
              { cause: failure },
            ),
          )
        );
      const look = () => {
        if (condition()) settle(resolve);
        else if (failure) fail(`The stream broke (${failure})`);
        else if (ended) fail("The stream ended");
      };
      const timer = setTimeout(
        () => fail(`${DEADLINE_MS} ms went by`),
        DEADLINE_MS,
      );
      waiting.add(look);
      look();
    });

  return {
    response,
    frames,
    when,
    events: () => frames.filter(isLogged),
    position: () => frames.findLast((frame) => frame.id !== undefined)?.id,
    async until(what, fits) {
      await when(what, () => frames.some(fits));
      return frames.find(fits)!;
    },
    ended: () => when("its end", () => ended),
    finished,
    async [Symbol.asyncDispose]() {
      abort.abort();
      await finished;
    },
  };
}

/** Whether a client treats this as an event of the log. */
export function isLogged({ id, event }: Frame): boolean {
  return id !== undefined && event !== undefined &&
    !CONNECTION_TYPES.has(event);
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (frame: Frame) => void,
) {
  let rest = "";
  let last = 0;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split(
      "\n\n",
    );
    rest = blocks.pop()!;
    for (const block of blocks) {
      const frame = parseFrame(block);
      if (frame.id !== undefined) {
        const restart = frame.event === "reset" || frame.event === "connected";
        if (frame.id < last && !restart) {
          throw new WireError(`id ${frame.id} came after ${last}`);
        }
        last = frame.id;
      }
      take(frame);
    }
  }
  if (rest !== "") {
    throw new WireError(`it ended within a block: ${JSON.stringify(rest)}`);
  }
}

/** @throws {WireError} for anything that our streams do not have. */
export function parseFrame(block: string): Frame {
  const frame: Frame = { raw: block, at: performance.now() };
  for (const line of block.split("\n")) {
    const [, field, value] = /^(id|event|data|retry|): ([^\r]*)$/.exec(line) ??
      [];
    if (field === undefined) {
      throw new WireError(
        `not a line of an event stream: ${JSON.stringify(line)}`,
      );
    }
    const key = (field || "comment") as keyof Frame;
    if (key in frame) {
      throw new WireError(`two ${key} lines in one block: ${block}`);
    }
    if (field === "id" || field === "retry") {
      if (!/^\d+$/.test(value)) throw new WireError(`not a number: ${line}`);
      frame[field] = Number(value);
    } else if (field === "data") frame.data = parseJson(value);
    else if (field === "event") frame.event = value;
    else frame.comment = value;
  }
  if ((frame.event === undefined) !== (frame.data === undefined)) {
    throw new WireError(`event and data come together: ${block}`);
  }
  if (frame.event !== undefined && frame.data.type !== frame.event) {
    throw new WireError(`the envelope's type is not the event's: ${block}`);
  }
  return frame;
}

function parseJson(text: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WireError(`not JSON (${error}): ${text}`);
  }
}
