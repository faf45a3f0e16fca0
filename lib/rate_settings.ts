import { z } from "zod";

/** A token bucket: `burst` at once, then `perSecond`; `null` is no limit. */
export type Rate = { burst: number; perSecond: number } | null;

/** How often a user may do what areas offer. Each area adds its own by declaration merging. */
// deno-lint-ignore no-empty-interface -- areas fill it
export interface AreaRates {}

/** Where rates are set: each in a variable that no other part of the settings has. */
export type RateSettings<Rates = AreaRates> = Record<keyof Rates, RateSetting>;

interface RateSetting {
  variable: string;
  /** Where the variable is not set: `burst/per-second`, or `off`. */
  fallback: string;
}

/** A token bucket, `burst/per-second`, or `off`. */
export function rate(fallback: string): z.ZodType<Rate> {
  return z.string().default(fallback).transform((text, context) => {
    if (text === "off") return null;
    const [burst, perSecond, rest] = text.split("/").map(Number);
    if (rest !== undefined || !(burst >= 1) || !(perSecond > 0)) {
      context.addIssue({
        code: "custom",
        message: 'expected "burst/per-second" or "off"',
      });
      return z.NEVER;
    }
    return { burst, perSecond };
  });
}

export function variablesOf(rates: RateSettings): z.ZodRawShape {
  return Object.fromEntries(
    all(rates).map(([, { variable, fallback }]) => [variable, rate(fallback)]),
  );
}

/** `env`: the environment, parsed. */
export function readRates(
  rates: RateSettings,
  env: Record<string, unknown>,
): AreaRates {
  return Object.fromEntries(
    all(rates).map(([name, { variable }]) => [name, env[variable]]),
  ) as unknown as AreaRates;
}

function all(rates: RateSettings): [string, RateSetting][] {
  return Object.entries(rates);
}
