import type { Amounts } from "./shares.ts";

/** What a request can make the server hold. */
export type Held = "requests" | "bodyBytes" | "answerBytes";

const MIB = 1_048_576;

/** The part of the descriptors that requests may have; streams have the most of the others. */
const REQUESTS_PART = 0.15;

/** More than one thread can work on; who waits longer is better told so. */
const MOST_REQUESTS = 2_000;

/**
 * How much one isolate holds, which may have 512 MB. An address may be a whole company's, so it has
 * as much as a tenant; who is alone is kept from the eighth of it that the others would miss.
 *
 * @param descriptors how many the isolate may have open.
 */
export function amountsFor(descriptors: number): Record<Held, Amounts> {
  const requests = Math.floor(
    Math.min(MOST_REQUESTS, descriptors * REQUESTS_PART),
  );
  return {
    requests: shared(requests),
    bodyBytes: shared(64 * MIB),
    answerBytes: shared(128 * MIB),
  };
}

function shared(all: number): Amounts {
  const half = Math.ceil(all / 2);
  return { all, address: half, tenant: half, user: Math.ceil(all / 8) };
}
