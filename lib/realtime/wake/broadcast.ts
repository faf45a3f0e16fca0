import type { DoorbellFactory } from "./doorbell.ts";

/**
 * Rings for the other workers of this process, and for other isolates where the platform carries a
 * BroadcastChannel that far. Messages may be lost; the poll makes up for that.
 */
export function broadcastDoorbell(shardId: string): DoorbellFactory {
  return (answer) => {
    const channel = new BroadcastChannel(`harbor-log-${shardId}`);
    channel.onmessage = ({ data }) => {
      if (typeof data === "number") answer(data, "broadcast");
    };
    return {
      ring: (position) => channel.postMessage(position),
      close: () => channel.close(),
    };
  };
}
