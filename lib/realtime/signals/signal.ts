import type { NewSignal, SignalType } from "../event.ts";
import type { Topic } from "../topic.ts";

/** The most that a signal's data may take, as JSON, in characters: it is copied to every isolate. */
const MAX_DATA = 4_096;

/** A signal as isolates hand it to each other. */
export interface Signal {
  tenantId: string;
  topics: Topic[];
  type: SignalType;
  data: object;
  /** Of two with one key, the later stands for both. */
  key: string;
}

/** @throws for data that is too long. */
export function toSignal(signal: NewSignal): Signal {
  const { tenantId, topics, type, data } = signal;
  const size = JSON.stringify(data).length;
  if (size > MAX_DATA) {
    throw new Error(
      `Cannot signal "${type}": its data has ${size} characters, at most ${MAX_DATA} may be`,
    );
  }
  const key = signal.key ?? crypto.randomUUID();
  return { tenantId, topics, type, data, key: `${tenantId}/${type}/${key}` };
}
