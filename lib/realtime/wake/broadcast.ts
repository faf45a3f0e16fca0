import type { DoorbellFactory } from "./doorbell.ts";

/**
 * Rings for the other workers of this process, and for other isolates where the platform carries a
 * BroadcastChannel that far. Messages may be lost; the poll makes up for that. All who share a
 * transaction ring in the same turn of the event loop: that is one message.
 */
export function broadcastDoorbell(shardId: string): DoorbellFactory {
  return (answer) => {
    const channel = new BroadcastChannel(`harbor-log-${shardId}`);
    channel.onmessage = ({ data }) => {
      if (typeof data === "number") answer(data, "broadcast");
    };
    let wanted = 0;
    let isClosed = false;
    return {
      ring(position) {
        if (wanted === 0) queueMicrotask(post);
        wanted = Math.max(wanted, position);
      },
      close() {
        isClosed = true;
        channel.close();
      },
    };

    function post(): void {
      if (!isClosed) channel.postMessage(wanted);
      wanted = 0;
    }
  };
}
