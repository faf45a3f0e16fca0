/**
 * The readers, in a process of their own. Takes a `Reading` as JSON from standard input; prints
 * `ready` when every stream is open, and a `ReadingResult` when all messages have come.
 */
import process from "node:process";
import {
  close,
  connect,
  read,
  Readiness,
  segmentsReceived,
  write,
} from "./sockets.ts";
import { CARRIED, Tally } from "./tally.ts";

export interface Reading {
  port: number;
  /** The heads of requests, which the streams take in turn. */
  requests: string[];
  streams: number;
  /** How many messages each stream must get, numbered from 0; without it, reading never ends. */
  messages: number;
  deadlineSeconds: number;
}

export interface ReadingResult {
  delivered: number;
  signals: number;
  lost: number;
  repeated: number;
  /** Streams that the server ended or refused. */
  ended: number;
  reads: number;
  /** The server's writes with content, after all streams were open. */
  writes: number;
  bytes: number;
  /** From the first connection to the last message. */
  seconds: number;
  /** By message: when it came to the last stream, in ms since the epoch. */
  lastAt: number[];
  /** Seconds of CPU of this process, since all streams were open. */
  cpuSeconds: number;
}

/** How many connections may wait for the heads of their answers. */
const OPENING_AT_ONCE = 256;
const BUFFER_BYTES = 1 << 18;
const OPENING = 0, OPEN = 1, ENDED = 2;

if (import.meta.main) {
  const reading: Reading = await new Response(Deno.stdin.readable).json();
  console.log(JSON.stringify(run(reading)));
  Deno.exit(0);
}

function run(
  { port, requests, streams, messages, deadlineSeconds }: Reading,
): ReadingResult {
  const heads = requests.map((head) => new TextEncoder().encode(head));
  const tally = new Tally(streams, messages);
  const readiness = new Readiness();
  const sockets: number[] = [];
  const states = new Uint8Array(streams);
  const buffer = new Uint8Array(CARRIED + BUFFER_BYTES);
  const room = buffer.subarray(CARRIED);
  let opened = 0;
  let ended = 0;
  let cpuBefore = 0;
  let writesBefore = 0;

  const startedAt = performance.now();
  const deadline = startedAt + deadlineSeconds * 1000;
  while (performance.now() < deadline && ended < streams) {
    if (messages > 0 && tally.isComplete) break;
    while (
      sockets.length < streams &&
      sockets.length - opened - ended < OPENING_AT_ONCE
    ) open();
    for (const stream of readiness.wait(100)) take(stream);
  }
  return {
    ...{ delivered: tally.delivered, signals: tally.signals },
    ...{ lost: tally.lost, repeated: tally.repeated + tally.strange, ended },
    ...{ reads: tally.reads, bytes: tally.bytes },
    writes: countWrites() - writesBefore,
    seconds: (performance.now() - startedAt) / 1000,
    lastAt: [...tally.lastAt],
    cpuSeconds: cpuSeconds() - cpuBefore,
  };

  function open(): void {
    const stream = sockets.length;
    const socket = connect(port);
    write(socket, heads[stream % heads.length]);
    readiness.add(socket, stream);
    sockets.push(socket);
  }

  function take(stream: number): void {
    const count = read(sockets[stream], room);
    if (count <= 0) {
      close(sockets[stream]);
      if (states[stream] === OPEN) opened--;
      states[stream] = ENDED;
      ended++;
      return;
    }
    if (states[stream] === OPENING) begin(stream, count);
    tally.take(stream, buffer, CARRIED + count);
  }

  /** The head of an answer is short, and comes in one piece. */
  function begin(stream: number, count: number): void {
    const head = new TextDecoder().decode(
      room.subarray(0, Math.min(count, 999)),
    );
    if (!/^HTTP\/1.1 200 /.test(head)) throw new Error(`refused: ${head}`);
    states[stream] = OPEN;
    if (++opened < streams) return;
    console.log("ready");
    cpuBefore = cpuSeconds();
    writesBefore = countWrites();
  }

  function countWrites(): number {
    return sockets.filter((_, stream) => states[stream] !== ENDED)
      .reduce((sum, socket) => sum + segmentsReceived(socket), 0);
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
