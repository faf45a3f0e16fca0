/**
 * Plain sockets by epoll(7), straight from the C library. A thousand readers share two cores with
 * the server that they measure, and a socket of `Deno.connect` costs the reader more CPU for an
 * event than the server needs to send it.
 */
const libc = Deno.dlopen("libc.so.6", {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  listen: { parameters: ["i32", "i32"], result: "i32" },
  accept: { parameters: ["i32", "pointer", "pointer"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  send: { parameters: ["i32", "buffer", "usize", "i32"], result: "i32" },
  recv: { parameters: ["i32", "buffer", "usize", "i32"], result: "i32" },
  setsockopt: {
    parameters: ["i32", "i32", "i32", "buffer", "u32"],
    result: "i32",
  },
  getsockopt: {
    parameters: ["i32", "i32", "i32", "buffer", "buffer"],
    result: "i32",
  },
  close: { parameters: ["i32"], result: "i32" },
  epoll_create1: { parameters: ["i32"], result: "i32" },
  epoll_ctl: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  epoll_wait: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32" },
}).symbols;

const AF_INET = 2;
const SOCK_STREAM = 1;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;
const TCP_INFO = 11;
/** The offset of `tcpi_data_segs_in` in `struct tcp_info`, see linux/tcp.h. */
const DATA_SEGMENTS_IN = 152;
const BACKLOG = 4_096;
const EPOLL_CTL_ADD = 1;
const EPOLLIN = 1;

/** `struct epoll_event`, which is packed on x86 alone. */
const EVENT = Deno.build.arch === "x86_64"
  ? { size: 12, data: 4 }
  : { size: 16, data: 8 };
const EVENTS_AT_ONCE = 512;

/** A connection to a port of this machine. */
export function connect(port: number): number {
  const socket = checked("socket", libc.socket(AF_INET, SOCK_STREAM, 0));
  const address = addressOf(port);
  checked("connect", libc.connect(socket, address, address.length));
  return socket;
}

/** What connections to a port of this machine can be accepted from. */
export function listen(port: number): number {
  const socket = checked("socket", libc.socket(AF_INET, SOCK_STREAM, 0));
  const address = addressOf(port);
  checked("bind", libc.bind(socket, address, address.length));
  checked("listen", libc.listen(socket, BACKLOG));
  return socket;
}

/** The next of its connections; what is written to it goes out at once, as from Deno. */
export function accept(listener: number): number {
  const socket = checked("accept", libc.accept(listener, null, null));
  const on = new Uint32Array([1]);
  checked(
    "setsockopt",
    libc.setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, on, on.byteLength),
  );
  return socket;
}

/** `struct sockaddr_in`. */
function addressOf(port: number): Uint8Array<ArrayBuffer> {
  const address = new Uint8Array(16);
  const view = new DataView(address.buffer);
  view.setUint16(0, AF_INET, true);
  view.setUint16(2, port);
  view.setUint32(4, 0x7f000001);
  return address;
}

export function write(socket: number, bytes: Uint8Array<ArrayBuffer>): void {
  const sent = libc.send(socket, bytes, BigInt(bytes.length), MSG_NOSIGNAL);
  if (sent !== bytes.length) throw new Error(`send(2) took ${sent} bytes`);
}

/** Reads what has arrived into `buffer`; 0 at the end, or less for a connection that broke. */
export function read(
  socket: number,
  buffer: Uint8Array<ArrayBuffer>,
): number {
  return libc.recv(socket, buffer, BigInt(buffer.length), MSG_DONTWAIT);
}

/**
 * How many segments with data have arrived. Over loopback, where a segment takes 64 KiB, the peer
 * makes one of each write.
 */
export function segmentsReceived(socket: number): number {
  const info = new Uint8Array(DATA_SEGMENTS_IN + 4);
  const length = new Uint32Array([info.length]);
  checked(
    "getsockopt",
    libc.getsockopt(socket, IPPROTO_TCP, TCP_INFO, info, length),
  );
  return new DataView(info.buffer).getUint32(DATA_SEGMENTS_IN, true);
}

export function close(socket: number): void {
  libc.close(socket);
}

/** Tells which of many sockets have something to read. */
export class Readiness {
  private readonly epoll = checked("epoll_create1", libc.epoll_create1(0));
  private readonly events = new Uint8Array(EVENT.size * EVENTS_AT_ONCE);
  private readonly view = new DataView(this.events.buffer);

  /** `name` is what `wait` yields for the socket. */
  add(socket: number, name: number): void {
    const event = new DataView(new ArrayBuffer(EVENT.size));
    event.setUint32(0, EPOLLIN, true);
    event.setUint32(EVENT.data, name, true);
    const bytes = new Uint8Array(event.buffer);
    checked(
      "epoll_ctl",
      libc.epoll_ctl(this.epoll, EPOLL_CTL_ADD, socket, bytes),
    );
  }

  /** Blocks the thread until a socket is ready, or for `ms`; -1 is for ever. */
  *wait(ms: number): Generator<number> {
    const count = libc.epoll_wait(this.epoll, this.events, EVENTS_AT_ONCE, ms);
    for (let n = 0; n < count; n++) {
      yield this.view.getUint32(n * EVENT.size + EVENT.data, true);
    }
  }
}

function checked(call: string, result: number): number {
  if (result < 0) throw new Error(`${call}(2) failed`);
  return result;
}
