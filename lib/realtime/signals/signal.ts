import type { NewSignal, SignalType } from "../event.ts";
import type { Topic } from "../topic.ts";

/** The most that a signal may take, as JSON, in characters: it is copied to every isolate, and kept there. */
const MAX_SIZE = 4_096;

/** A signal as isolates hand it to each other. */
export interface Signal {
  tenantId: string;
  topics: Topic[];
  type: SignalType;
  data: object;
  /** Of two with one key, the later stands for both. */
  key: string;
}

/** @throws for topics and data that are too long. */
export function toSignal(signal: NewSignal): Signal {
  const { tenantId, topics, type, data } = signal;
  const size = JSON.stringify([topics, data]).length;
  if (size > MAX_SIZE) {
    throw new Error(
      `Cannot signal "${type}": its topics and data have ${size} characters, at most ${MAX_SIZE} may be`,
    );
  }
  const key = signal.key ?? crypto.randomUUID();
  return { tenantId, topics, type, data, key: `${tenantId}/${type}/${key}` };
}
