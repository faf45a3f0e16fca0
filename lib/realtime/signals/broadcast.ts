import type { SignalTransportFactory } from "./transport.ts";

/**
 * To the other workers of this process, and to other isolates where the platform carries a
 * BroadcastChannel that far.
 */
export function broadcastTransport(shardId: string): SignalTransportFactory {
  return ({ arrived }) => {
    const channel = new BroadcastChannel(`harbor-signals-${shardId}`);
    channel.onmessage = ({ data }) => arrived(data);
    return {
      send: (signal) => channel.postMessage(signal),
      follow: () => {},
      close: () => channel.close(),
    };
  };
}
