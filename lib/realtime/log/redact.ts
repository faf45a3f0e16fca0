import type { EventType, EventTypes, RecordEvent } from "../event.ts";

/** The types of events about such a thing: `{ messageId: number }`. */
type TypeAbout<About> = {
  [Type in EventType]: [EventTypes[Type]["about"], About] extends
    [About, EventTypes[Type]["about"]] ? Type : never;
}[EventType];

/** What events about a thing tell from now on, by type: all of them, so that none is forgotten. */
export type StateNow<About> = {
  [Type in TypeAbout<About>]: EventTypes[Type]["payload"] | "kept";
};

/**
 * Takes what the log has told of a thing out of it: earlier events about it, in all tenants, tell
 * `state` instead; their ids, types and order stay. `"kept"` is for types that tell nothing that
 * has to go. No isolate hands out what they told before, from two seconds after the commit.
 */
export function redact<About extends object>(
  record: RecordEvent,
  tenantId: string,
  about: About,
  state: StateNow<About>,
): void {
  const replaced = Object.entries(state).filter(([, now]) => now !== "kept");
  record({
    tenantId,
    type: "log:redacted",
    topics: [],
    about,
    payload: Object.fromEntries(replaced),
  });
}

/** What names the thing that an event is about: `message:88` for `{ messageId: 88 }`. */
export function nameOf(about: object): string | null {
  const [first] = Object.entries(about);
  return first ? `${first[0].replace(/Id$/, "")}:${first[1]}` : null;
}
