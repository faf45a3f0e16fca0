import type { Migrations } from "./db/migrate.ts";
import type { Queries } from "./db/database.ts";
import type { Later } from "./db/later.ts";
import type { Operations } from "./http/openapi.ts";
import type { Language, Phrase } from "./i18n/translate.ts";
import type { JobKind } from "./jobs/jobs.ts";
import type { LimitsOf } from "./limits/contract.ts";
import type { FileUses } from "./media/ports.ts";
import type { DerivedSignal } from "./realtime/derived_signal.ts";
import type { TopicsOf } from "./realtime/membership.ts";
import type { DerivedType } from "./realtime/event.ts";
import type { RateSettings } from "./rate_settings.ts";
import type { RouteRates } from "./auth/route_rates.ts";
import type { Services } from "./services.ts";
import type { RecentPeople } from "./tenancy/ports.ts";
import type { SettingsPart } from "./settings.ts";

/**
 * What an area brings to the house. Each is a value in the area's own folder, `area.ts`, and one
 * line of `areas.ts`; its event types, table types and topics join theirs by declaration merging.
 */
export interface Area {
  /** The name of its folders. */
  name: string;
  /** What it reads of the environment. */
  settings?: SettingsPart;
  /** How often a user may do what it offers, by the names that its `RateLimit`s have. */
  rates?: Partial<RateSettings>;
  /**
   * Routes that take from one of those rates (`POST /api/messaging/send`). Of any other, each user
   * may ask as often as `RATE_LIMIT_READ` and `RATE_LIMIT_CHANGE` say.
   */
  routeRates?: RouteRates;
  /** What a tenant may set of it, within bounds. */
  limits?: Partial<LimitsOf>;
  migrations?: Migrations;
  navigation?: Navigation;
  derived?: DerivedSignal[];
  /** What it adds to the topics of a user. */
  topicsOf?: TopicsOf;
  jobs?(services: Services): JobKind[];
  /**
   * What can be asked of it, given all areas. Loaded for the description of the API alone, not at
   * the start.
   */
  operations?(areas: readonly Area[]): Promise<Operations>;
  /**
   * Patterns of routes that are asked by programs without a session (`/api/webhooks/[key]`). Each
   * checks a signature itself; no cookie or token is looked at.
   */
  signedByKey?: string[];
  /** Where it has files attached. */
  fileUses?: FileUses;
  /** Whom somebody has written to lately in it. */
  recentPeople?: RecentPeople;
  /** Adds to the demo's people what they have in this area. */
  seedDemo?(tx: Queries, later: Later, now: Date): Promise<void>;
}

/** Where the app bar of every page leads to. */
export interface Navigation {
  /** Below `/[lang]/harbor/`. */
  path: string;
  /** Of the set in `components/kit`. */
  icon: string;
  label: Record<Language, string>;
  /** What waits there, as a badge tells it. */
  counter?: {
    /** The derived value that is counted, and its field that has the number. */
    type: DerivedType;
    field: string;
    /** Says the number aloud, as `count`. */
    phrase: Record<Language, Phrase>;
    /** It stands in the page's title, too, for windows behind others. */
    isInTitle?: boolean;
  };
}
