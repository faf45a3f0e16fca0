import type { Log } from "../../log.ts";
import type { EventStream } from "./event_stream.ts";

/** Told that a user's first stream on this isolate has opened, or the last one closed. */
export type OnPresence = (change: {
  tenantId: string;
  userId: number;
  isPresent: boolean;
}) => void;

/** The streams of each user on this isolate, oldest first. */
export class UserStreams {
  private readonly byUser = new Map<string, Set<EventStream>>();

  constructor(
    private readonly log: Log,
    private readonly onPresence: OnPresence = () => {},
  ) {}

  add(stream: EventStream): ReadonlySet<EventStream> {
    const { tenantId, userId } = stream.subscriber;
    const key = userKey(tenantId, userId);
    const streams = this.byUser.get(key);
    if (streams) return streams.add(stream);
    const first = new Set([stream]);
    this.byUser.set(key, first);
    this.tell({ tenantId, userId, isPresent: true });
    return first;
  }

  delete(stream: EventStream): void {
    const { tenantId, userId } = stream.subscriber;
    const key = userKey(tenantId, userId);
    const streams = this.byUser.get(key);
    if (!streams?.delete(stream) || streams.size > 0) return;
    this.byUser.delete(key);
    this.tell({ tenantId, userId, isPresent: false });
  }

  of(tenantId: string, userId: number): Iterable<EventStream> {
    return this.byUser.get(userKey(tenantId, userId)) ?? [];
  }

  /** An area's error must not keep a stream from being opened, or from being counted out. */
  private tell(change: Parameters<OnPresence>[0]): void {
    try {
      this.onPresence(change);
    } catch (error) {
      this.log.error("presence.failed", error, change);
    }
  }
}

function userKey(tenantId: string, userId: number): string {
  return `${tenantId}/${userId}`;
}
