import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Message } from "../../messages/contract.ts";
import type { HarborEvent, HarborSignal } from "../../realtime/event.ts";
import { TYPING_SHOWN_MS } from "../../shared/typing.ts";
import type { Arrived } from "../connection/arrivals.ts";
import type { Platform } from "../page/platform.ts";

export interface Typists {
  /** The names of those who are writing a reply to the open message. */
  readonly names: ReadonlySignal<string[]>;
  apply(arrived: Arrived): void;
}

export interface TypistsOptions {
  platform: Pick<Platform, "after">;
  open: ReadonlySignal<Message | null>;
}

type Typist = HarborSignal<"typing">["data"];

/** Who is writing, until some seconds after they last said so, or until their message comes. */
export function createTypists(
  { platform, open }: TypistsOptions,
): Typists {
  const typists = signal<Typist[]>([]);
  const lastSent = new Map<string, number>();

  function apply(arrived: Arrived): void {
    // The server is trusted in shape.
    const { type, data } = arrived as unknown as HarborEvent | HarborSignal;
    if (type === "typing") show(data);
    else if (type === "message:new") {
      end(data.payload.sender.email, data.timestamp);
    }
  }

  function show(typist: Typist): void {
    const saidAt = Date.parse(typist.until) - TYPING_SHOWN_MS;
    // Signals take another way than messages, and may be overtaken by them.
    if (saidAt <= (lastSent.get(typist.email) ?? 0)) return;
    typists.value = [
      ...typists.value.filter((other) =>
        other.userId !== typist.userId || other.target !== typist.target
      ),
      typist,
    ];
    // From now on, and not until `until`: the clocks of the two machines may differ.
    platform.after(TYPING_SHOWN_MS, () => {
      typists.value = typists.value.filter((other) => other !== typist);
    });
  }

  function end(sender: string, sentAt: string): void {
    lastSent.set(sender, Date.parse(sentAt));
    typists.value = typists.value.filter(({ email }) => email !== sender);
  }

  return {
    names: computed(() =>
      typists.value
        .filter(({ target }) => target === `thread:${open.value?.id}`)
        .map(({ name, email }) => name || email)
    ),
    apply,
  };
}
