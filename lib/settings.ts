import { z } from "zod";
import type { AreaLimits, Limit, LimitedAreas } from "./limits/contract.ts";
import {
  type AreaRates,
  rate,
  type RateSettings,
  readRates,
  variablesOf,
} from "./rate_settings.ts";

/** A limit such as `STREAMS_PER_USER`: a whole number, or `off` for none (`Infinity`). */
const limit = (fallback: number) =>
  z.union([
    z.literal("off").transform(() => Infinity),
    z.coerce.number().int().min(1),
  ])
    .default(fallback);

const seconds = (fallback: number) =>
  z.coerce.number().positive().default(fallback);

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

const Environment = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8000),
  WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  DATA_DIR: z.string().min(1).default("data"),
  DISK_RESERVE_BYTES: limit(536_870_912),
  HARBOR_DEMO: flag.optional(),
  TRUST_PROXY: flag.default(false),
  LIBSQL_URL: z.url({ protocol: /^(libsql|https?|file)$/ }).optional(),
  LIBSQL_AUTH_TOKEN: z.string().optional(),
  DENO_KV_URL: z.url({ protocol: /^https?$/ }).optional(),
  SESSION_KEYS: z.string().min(1).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  JOBS_AT_ONCE: z.coerce.number().int().min(0).max(100).default(4),
  JOB_LEASE_SECONDS: seconds(60),
  JOB_POLL_SECONDS: seconds(15),
  EVENT_RETENTION_HOURS: z.coerce.number().positive().default(168),
  REPLAY_MAX: limit(10_000),
  POLL_SECONDS: seconds(1),
  FLUSH_WINDOW_MS: z.coerce.number().min(0).max(1000).default(25),
  HEARTBEAT_SECONDS: seconds(15),
  STREAM_MAX_SECONDS: limit(600),
  STREAM_QUEUE_BYTES: limit(262_144),
  STREAMS_PER_USER: limit(8),
  STREAMS_MAX: limit(7_000),
  RATE_LIMIT_CONNECT: rate("30/1"),
  RATE_LIMIT_LOGIN: rate("10/0.1"),
  RATE_LIMIT_READ: rate("2000/200"),
  RATE_LIMIT_CHANGE: rate("1000/50"),
  RATE_LIMIT_VISIT: rate("1000/100"),
  RATE_LIMIT_WRITE_BYTES: rate("67108864/16384"),
});

/** Never shown, not even where they are wrong. */
const SECRETS = ["LIBSQL_AUTH_TOKEN", "METRICS_TOKEN", "SESSION_KEYS"];

/** What areas make of their variables. Each adds its own by declaration merging. */
// deno-lint-ignore no-empty-interface -- areas fill it
export interface AreaSettings {}

/** An area's part of the settings. */
export interface SettingsPart {
  /** By the names that they have in the environment, which no other part may have. */
  variables: z.ZodRawShape;
  /** Variables that are never shown, not even where they are wrong. */
  secrets?: string[];
  /** @throws {SettingsError} for variables that do not go together. */
  read(variables: Record<string, unknown>): Partial<AreaSettings>;
}

/** What of an area has to do with its settings. */
type Configured = LimitedAreas[number] & {
  settings?: SettingsPart;
  rates?: Partial<RateSettings>;
};

/** The environment, parsed. */
export type Settings =
  & ReturnType<typeof sharedSettings>
  & { rates: AreaRates; limits: AreaLimits }
  & AreaSettings;

/** The environment holds a value that cannot be used; `message` names each, a line apiece. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

/**
 * Reads the settings from environment variables. An empty variable counts as absent.
 *
 * @throws {SettingsError} naming every variable that is wrong, and why.
 */
export function readSettings(
  environment: Record<string, string>,
  areas: readonly Configured[],
): Settings {
  const parts = areas.flatMap(({ settings }) => settings ?? []);
  const rates = Object.assign({}, ...areas.map(({ rates }) => rates));
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== ""),
  );
  const shapes = parts.map(({ variables }) => variables);
  const parsed = Environment
    .extend(Object.assign(variablesOf(rates), ...shapes)).safeParse(given);
  if (!parsed.success) {
    const secrets = parts.flatMap(({ secrets }) => secrets ?? []);
    throw new SettingsError(
      parsed.error.issues.map((issue) => {
        const name = issue.path.join(".");
        const value = [...SECRETS, ...secrets].includes(name)
          ? ""
          : ` (it is ${JSON.stringify(given[name])})`;
        return `${name}: ${issue.message}${value}`;
      }).join("\n"),
    );
  }
  const env = parsed.data as z.output<typeof Environment>;
  const shared = sharedSettings(env);
  return Object.assign(
    {
      ...shared,
      rates: { ...shared.rates, ...readRates(rates, env) },
      limits: builtInOf(areas),
    },
    ...parts.map((part) => part.read(env)),
  );
}

/** The limits that areas have where nobody has set any. */
function builtInOf(areas: LimitedAreas) {
  return Object.fromEntries(
    areas.flatMap(({ limits = {} }) =>
      Object.entries<Limit<unknown>>(limits)
        .map(([name, { builtIn }]) => [name, builtIn])
    ),
  );
}

/** What the rooms that all areas share make of theirs. */
function sharedSettings(env: z.output<typeof Environment>) {
  return {
    host: env.HOST,
    port: env.PORT,
    /** Threads that serve, each an isolate of its own, on one port. */
    workers: env.WORKERS,
    dataDir: env.DATA_DIR,
    /** What uploads and messages leave free on the disk; 0: nothing. */
    diskReserveBytes: env.DISK_RESERVE_BYTES === Infinity
      ? 0
      : env.DISK_RESERVE_BYTES,
    /** `undefined`: seed an empty database, but refuse the demo password beyond loopback. */
    demo: env.HARBOR_DEMO,
    trustProxy: env.TRUST_PROXY,
    databaseUrl: env.LIBSQL_URL,
    databaseToken: env.LIBSQL_AUTH_TOKEN,
    kvUrl: env.DENO_KV_URL,
    sessionKeys: env.SESSION_KEYS,
    metricsToken: env.METRICS_TOKEN,
    realtime: {
      retentionHours: env.EVENT_RETENTION_HOURS,
      replayMax: env.REPLAY_MAX,
      pollSeconds: env.POLL_SECONDS,
      flushWindowMs: env.FLUSH_WINDOW_MS,
      heartbeatSeconds: env.HEARTBEAT_SECONDS,
      streamMaxSeconds: env.STREAM_MAX_SECONDS,
      streamQueueBytes: env.STREAM_QUEUE_BYTES,
      streamsPerUser: env.STREAMS_PER_USER,
      streamsMax: env.STREAMS_MAX,
    },
    jobs: {
      atOnce: env.JOBS_AT_ONCE,
      leaseSeconds: env.JOB_LEASE_SECONDS,
      pollSeconds: env.JOB_POLL_SECONDS,
    },
    rates: {
      connect: env.RATE_LIMIT_CONNECT,
      login: env.RATE_LIMIT_LOGIN,
      read: env.RATE_LIMIT_READ,
      change: env.RATE_LIMIT_CHANGE,
      visit: env.RATE_LIMIT_VISIT,
      writeBytes: env.RATE_LIMIT_WRITE_BYTES,
    },
  };
}
