import { z } from "zod";
import { SettingsError, type SettingsPart } from "../settings.ts";
import type { ClamdOptions } from "./scanner/clamd.ts";

declare module "../settings.ts" {
  interface AreaSettings {
    /** `null`: files are in a folder below `dataDir`. */
    bucket: BucketSettings | null;
    /** `null`: the built-in scanner. */
    clamd: ClamdOptions | null;
  }
}

/** A bucket of an S3-compatible store. */
export interface BucketSettings {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const Environment = z.object({
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z.string().regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "expected the name of a bucket",
  ).optional(),
  S3_REGION: z.string().min(1).default("auto"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  CLAMD_URL: z.url({ protocol: /^tcp$/ }).refine(
    (url) => URL.parse(url)?.port !== "",
    "expected tcp://host:port",
  ).optional(),
  CLAMD_MAX_BYTES: z.coerce.number().int().min(1).default(104_857_600),
});

type Environment = z.output<typeof Environment>;

/** Where files are kept, and what scans them. */
export const mediaSettings: SettingsPart = {
  variables: Environment.shape,
  secrets: ["S3_SECRET_ACCESS_KEY"],
  read(variables) {
    const env = variables as Environment;
    return { bucket: bucketOf(env), clamd: clamdOf(env) };
  },
};

/** @throws {SettingsError} naming what of a bucket is missing. */
function bucketOf(env: Environment): BucketSettings | null {
  if (env.S3_ENDPOINT === undefined) return null;
  const needed = [
    "S3_BUCKET",
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
  ] as const;
  const missing = needed.filter((name) => env[name] === undefined);
  if (missing.length > 0) {
    throw new SettingsError(
      missing.map((name) => `${name}: is needed with S3_ENDPOINT`).join("\n"),
    );
  }
  return {
    endpoint: env.S3_ENDPOINT,
    bucket: env.S3_BUCKET!,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID!,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY!,
  };
}

function clamdOf(env: Environment): ClamdOptions | null {
  if (env.CLAMD_URL === undefined) return null;
  const { hostname, port } = new URL(env.CLAMD_URL);
  return {
    // A URL has an IPv6 address in brackets, a connection has none.
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port),
    maxBytes: env.CLAMD_MAX_BYTES,
  };
}
