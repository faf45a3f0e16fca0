import type { Signal } from "@preact/signals";
import type { Session } from "../../auth/contract.ts";
import type { Limits } from "../../limits/contract.ts";
import type { ShellWords } from "../../i18n/shell/words.ts";
import type { Language } from "../../i18n/translate.ts";
import type { Counters } from "./counters.ts";
import type { Harbor } from "./part.ts";

/** What texts and times are written by. `W`: the phrases that there are. */
export interface Locale<W extends ShellWords = ShellWords> {
  language: Language;
  words: W;
  /** The zone that times are shown in: the browser's own once it is known, "UTC" before. */
  timeZone: Signal<string>;
}

/**
 * What the server renders from and the browser goes on with: one object a page, handed to every
 * island, so that its signals are the same ones in all of them. `W`: the phrases that the page
 * ships. An area extends it with what its own pages show.
 */
export interface HarborView<W extends ShellWords = ShellWords>
  extends Locale<W> {
  me: Me;
  /** The tenant's limits when the page was made; the server has the last word. */
  limits: Limits;
  /** The event log's position at which everything below was true; the stream goes on from it. */
  position: number;
  counters: Signal<Counters>;
  connection: Signal<ConnectionState>;
  /** Connects the page; set in the browser once an island has asked for it. */
  harbor?: Harbor;
}

export interface Me {
  userId: number;
  email: string;
  name: string;
  role: Session["user"]["role"];
  tenantId: string;
  tenantName: string;
}

export interface ConnectionState {
  status: "connecting" | "live" | "polling" | "offline";
  /** When the status became this one, ISO 8601. */
  since: string;
  lastEventAt: string | null;
  roundTripMs: number | null;
}
