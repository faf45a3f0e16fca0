import { z } from "zod";

/** The limits that areas have. Each adds its own by declaration merging. */
// deno-lint-ignore no-empty-interface -- areas fill it
export interface AreaLimits {}

/** The limits that apply, by name. */
export interface Limits extends AreaLimits {
  /** Open at a time on one isolate. `off`: as many as they like. */
  streamsPerUser: number | "off";
}

/** The answer of `GET`: the limits that apply, and which of them were set for this place. */
export type LimitsAnswer = Limits & { own: Partial<Limits> };

/** The input of `PUT`: any subset. `null` removes a limit, and the inherited one applies. */
export type LimitsInput = {
  [Name in keyof Limits]?: Limits[Name] | null;
};

/** One limit of an area. */
export interface Limit<Value> {
  /** What it can be set to. */
  schema: z.ZodType<Value>;
  /** Applies where nobody has set it. */
  builtIn: Value;
  /** Whether a tenant's own admins may not set it: it holds the tenant itself. */
  isOperators?: boolean;
}

/** Of a limit that is a whole number. */
export interface Range {
  min: number;
  /** The most that the program is made for. */
  max: number;
}

/** An area's limits, by name. */
export type LimitsOf<Own = AreaLimits> = {
  [Name in keyof Own]: Own[Name] extends number ? Limit<number> & Range
    : Limit<Own[Name]>;
};

/** Areas, as far as limits know them. */
export type LimitedAreas = readonly { limits?: Partial<LimitsOf> }[];

/** `streamsPerUser`; the server's settings say what applies where nobody has set it. */
export const STREAMS_PER_USER: Range = { min: 1, max: 1_000 };

/** `description` is for the description of the API. */
export function numberLimit(
  { description, ...limit }: Omit<Limit<number>, "schema"> & Range & {
    description: string;
  },
): Limit<number> & Range {
  const schema = z.number().int().min(limit.min).max(limit.max);
  return { ...limit, schema: schema.meta({ description }) };
}

const streamsPerUser = z.union([
  z.number().int().min(STREAMS_PER_USER.min).max(STREAMS_PER_USER.max),
  z.literal("off"),
]).meta({
  description: "Open at a time on one isolate; past it, the oldest is closed",
});

/** All limits; the input of `PUT` and the answers are made of it. */
export function limitsSchema(areas: LimitedAreas): z.ZodObject {
  return z.object({
    ...mapped(limitsByName(areas), ({ schema }) => schema),
    streamsPerUser,
  });
}

export function limitsInput(areas: LimitedAreas): z.ZodType<LimitsInput> {
  const { shape } = limitsSchema(areas);
  return z.strictObject(mapped(shape, z.nullable))
    .partial() as z.ZodType<LimitsInput>;
}

/** The limits that a tenant's own admins may not set. */
export function operatorsLimits(areas: LimitedAreas): string[] {
  return Object.entries(limitsByName(areas))
    .flatMap(([name, { isOperators }]) => isOperators ? [name] : []);
}

function limitsByName(areas: LimitedAreas): Record<string, Limit<unknown>> {
  return Object.assign({}, ...areas.map(({ limits }) => limits));
}

function mapped<From, To>(
  by: Record<string, From>,
  make: (from: From) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(by).map(([name, from]) => [name, make(from)]),
  );
}
