/**
 * The load, in a process of its own: opens streams, sends messages at a rate, and times what
 * arrives. Takes a `Load` as JSON from standard input, prints a `LoadResult`.
 */
export interface Load {
  streams: Call[];
  /** Senders take turns; `body` gets a `subject` of the form `#12#`. None: only read. */
  senders: Call[];
  body: Record<string, unknown>;
  sends: number;
  /** Sends a second, or as many as `concurrency` sends at a time make. */
  perSecond: number | null;
  concurrency: number;
  /** How many events each stream must get before the load is over. */
  expected: number;
}

export interface Call {
  url: string;
  headers: Record<string, string>;
}

export interface LoadResult {
  seconds: number;
  /** From the first send to the last answer. */
  sendSeconds: number;
  delivered: number;
  /** Reads that brought them: several events may come in one. */
  reads: number;
  /** From a send's answer to its event at the last stream, in ms. */
  latencies: number[];
}

const DEADLINE_MS = 60_000;

if (import.meta.main) {
  const load: Load = await new Response(Deno.stdin.readable).json();
  console.log(JSON.stringify(await run(load)));
  Deno.exit(0);
}

async function run(load: Load): Promise<LoadResult> {
  const { streams, expected } = load;
  const answeredAt: number[] = [];
  const lastAt: number[] = [];
  const counts = streams.map(() => 0);
  let reads = 0;
  let complete = 0;
  const all = Promise.withResolvers<void>();
  if (expected === 0 || streams.length === 0) all.resolve();

  const startedAt = performance.now();
  await Promise.all(streams.map(async ({ url, headers }, index) => {
    const response = await fetch(url, { headers });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    read(response.body!, (text) => {
      reads++;
      const before = counts[index];
      for (const [, number] of text.matchAll(/"subject":"#(\d+)#"/g)) {
        counts[index]++;
        lastAt[Number(number)] = performance.now();
      }
      if (before < expected && counts[index] >= expected) {
        if (++complete === streams.length) all.resolve();
      }
    });
  }));

  const sendingAt = performance.now();
  await sendAll(load, (number) => answeredAt[number] = performance.now());
  const sendSeconds = (performance.now() - sendingAt) / 1000;

  const timer = setTimeout(
    () =>
      all.reject(
        new Error(`only ${Math.min(...counts)} of ${expected} arrived`),
      ),
    DEADLINE_MS,
  );
  await all.promise;
  clearTimeout(timer);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    sendSeconds,
    delivered: counts.reduce((sum, count) => sum + count, 0),
    reads,
    latencies: answeredAt.map((at, number) => Math.max(0, lastAt[number] - at)),
  };
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onText: (text: string) => void,
) {
  let rest = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const text = rest + chunk;
    const end = text.lastIndexOf("\n\n") + 2;
    if (end === 1) {
      rest = text;
      continue;
    }
    rest = text.slice(end);
    onText(text.slice(0, end));
  }
}

async function sendAll(
  { senders, body, sends, perSecond, concurrency }: Load,
  onAnswer: (number: number) => void,
) {
  if (senders.length === 0) return;
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: concurrency }, async () => {
    while (next < sends) {
      const number = next++;
      if (perSecond !== null) {
        const due = startedAt + number * 1000 / perSecond;
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      }
      const { url, headers } = senders[number % senders.length];
      const response = await fetch(url, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ ...body, subject: `#${number}#` }),
      });
      await response.body?.cancel();
      if (response.status !== 201) {
        throw new Error(`a send was answered ${response.status}`);
      }
      onAnswer(number);
    }
  }));
}
