import type { Batch } from "./batch.ts";
import { entitled } from "../entitled.ts";
import type { EncodedEvent } from "./encode.ts";
import type { Piece } from "./lens.ts";
import { apply, type Member } from "../membership.ts";
import { type Topic, userTopic } from "../topic.ts";

/** Somebody on this isolate who waits for events: an open stream or a long poll. */
export interface Listener {
  readonly subscriber: Member;
  /** The last id that is dealt with for this listener; nothing at or below it is delivered. */
  position: number;
  deliver(event: EncodedEvent, batch: Batch): void;
  /** A control event has come that is addressed to this listener. */
  obey(event: EncodedEvent): void;
  /** A signal, which it may miss. */
  signal(signal: Piece, batch: Batch): void;
}

/** The listeners by tenant and topic, so that an event finds its own without asking the others. */
export class Listeners {
  private readonly tenants = new Map<string, Map<Topic, Set<Listener>>>();
  size = 0;

  add(listener: Listener): void {
    for (const topic of listener.subscriber.topics) this.enter(listener, topic);
    this.size++;
  }

  delete(listener: Listener): void {
    let found = false;
    for (const topic of listener.subscriber.topics) {
      if (this.leave(listener, topic)) found = true;
    }
    if (found) this.size--;
  }

  /** Takes the listeners of those whose topics `event` changes into the topics, and out of them. */
  change({ id, tenantId, changes = new Map() }: EncodedEvent): void {
    for (const [userId, own] of changes) {
      for (const listener of [...this.of(tenantId, [userTopic(userId)])]) {
        // It came when the log was past this event: its topics are those of then.
        if (listener.position > id) continue;
        apply(listener.subscriber.topics, own);
        for (const { topic, joined } of own) {
          if (joined) this.enter(listener, topic);
          else this.leave(listener, topic);
        }
      }
    }
  }

  /** Delivers `event` to each listener that may have it and has not yet; returns them. */
  deliver(event: EncodedEvent, batch: Batch): Listener[] {
    const reached: Listener[] = [];
    for (const listener of this.of(event.tenantId, event.topics)) {
      // The index finds the candidates; `entitled` alone decides.
      if (
        listener.position >= event.id || !entitled(event, listener.subscriber)
      ) continue;
      listener.position = event.id;
      listener.deliver(event, batch);
      reached.push(listener);
    }
    return reached;
  }

  /** Tells a signal to each listener that may have it. */
  signal(
    signal: Piece & { tenantId: string; topics: ReadonlySet<Topic> },
    batch: Batch,
  ): void {
    for (const listener of new Set(this.of(signal.tenantId, signal.topics))) {
      if (entitled(signal, listener.subscriber)) listener.signal(signal, batch);
    }
  }

  /** The listeners of any of `topics`; one that has several of them may come several times. */
  *of(tenantId: string, topics: Iterable<Topic>): Generator<Listener> {
    const byTopic = this.tenants.get(tenantId);
    if (!byTopic) return;
    for (const topic of topics) yield* byTopic.get(topic) ?? [];
  }

  private enter(listener: Listener, topic: Topic): void {
    const { tenantId } = listener.subscriber;
    let byTopic = this.tenants.get(tenantId);
    if (!byTopic) this.tenants.set(tenantId, byTopic = new Map());
    const set = byTopic.get(topic);
    if (set) set.add(listener);
    else byTopic.set(topic, new Set([listener]));
  }

  /** Whether it was there. */
  private leave(listener: Listener, topic: Topic): boolean {
    const { tenantId } = listener.subscriber;
    const byTopic = this.tenants.get(tenantId);
    const set = byTopic?.get(topic);
    if (!byTopic || !set?.delete(listener)) return false;
    if (set.size === 0) byTopic.delete(topic);
    if (byTopic.size === 0) this.tenants.delete(tenantId);
    return true;
  }
}
