import type { HarborEvent } from "../realtime/event.ts";
import type { Echo } from "./contract.ts";

declare module "../realtime/event.ts" {
  interface EventTypes {
    "echo:new": { about: { echoId: number }; payload: Echo };
  }
  interface DerivedTypes {
    "echo:count": { heard: number };
  }
}

export type EchoEvent = HarborEvent<"echo:new">;
