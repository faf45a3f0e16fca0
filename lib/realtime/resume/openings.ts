import { EventStream } from "../live/event_stream.ts";
import type { Hub } from "../live/hub.ts";
import { Lens } from "../live/lens.ts";
import type { SpineOptions } from "../options.ts";
import type { Subscription } from "../subscription.ts";
import { guarded } from "../view.ts";
import { greeting } from "./greeting.ts";
import type { Pages } from "./pages.ts";
import { replay } from "./replay.ts";
import { Starts, type StreamStart } from "./starts.ts";

/** Opens streams: each where its reader's position is, in the log or level with it. */
export class Openings {
  private readonly starts: Starts;

  constructor(
    private readonly options: SpineOptions,
    private readonly hub: Hub,
    private readonly pages: Pages,
  ) {
    this.starts = new Starts(options);
  }

  /** `null` for a session that lives no more. */
  read(subscription: Subscription): Promise<StreamStart | null> {
    return this.starts.read(subscription);
  }

  /**
   * Opens the stream whose start was just read; `onEnd` is called when it has ended. Nothing is
   * awaited here: no event can fall between the steps.
   */
  open(
    { sessionExpiresAt, streamsPerUser, view: asked }: Subscription,
    { start, member, values }: StreamStart,
    onEnd: () => void,
  ): { stream: EventStream; body: ReadableStream<Uint8Array> } {
    const { hub } = this;
    const { db, log, settings, derived } = this.options;
    const view = guarded(asked, log);
    const lifetime = settings.streamMaxSeconds * (0.8 + 0.2 * Math.random());
    hub.enter(start.head);
    const stream = new EventStream(
      member,
      start.position,
      start.head,
      performance.now() + lifetime * 1000,
      sessionExpiresAt.getTime(),
      settings.streamQueueBytes,
      (ended, reason) => {
        hub.drop(ended, reason);
        onEnd();
      },
      view && new Lens(view, hub.renditions),
    );
    if (start.reset !== null) hub.metrics.resets++;
    const isLevel = start.position >= hub.tail.cursor;
    const body = stream.body(
      greeting(stream, start, derived, values),
      isLevel ? undefined : replay(
        { db, log, tail: hub.tail, pages: this.pages },
        stream,
        () => hub.join(stream),
      ),
    );
    hub.admit(stream, streamsPerUser);
    if (isLevel) hub.join(stream);
    log.info("stream.opened", {
      tenantId: member.tenantId,
      userId: member.userId,
      clientId: stream.clientId,
      position: start.position,
      reset: start.reset,
    });
    return { stream, body };
  }
}
