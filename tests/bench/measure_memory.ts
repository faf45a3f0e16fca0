import { account } from "./accounting.ts";
import { follow } from "./load/start_readers.ts";
import type { MeasuredServer } from "./servers/measured_server.ts";

const WARM_UP = 250;

/** How many streams of a server one's cost is measured by. */
export const MANY = 5_000;

/** How many streams a whole process is measured with. */
export const ALL = 7_500;

/** How long a server takes to free what its streams needed. */
const SETTLING_SECONDS = 3;

/** How long after their end the memory is looked at that a server has given back. */
export const GIVING_BACK_SECONDS = 5;

/** Resident memory in bytes: before, with streams that are open and get nothing, and after. */
export interface Memory {
  before: number;
  withMany: number;
  withAll: number;
  after: number;
}

/** Opens streams that wait for messages which nobody sends. */
export async function measureMemory(server: MeasuredServer): Promise<Memory> {
  {
    await using _readers = await follow(server, WARM_UP);
  }
  const before = await residentAfter(server, SETTLING_SECONDS);
  let withMany: number;
  let withAll: number;
  {
    await using _many = await follow(server, MANY);
    withMany = await residentAfter(server, SETTLING_SECONDS);
    await using _rest = await follow(server, ALL - MANY);
    withAll = await residentAfter(server, SETTLING_SECONDS);
  }
  const after = await residentAfter(server, GIVING_BACK_SECONDS);
  return { before, withMany, withAll, after };
}

async function residentAfter(
  { pid }: MeasuredServer,
  seconds: number,
): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return account(pid).residentBytes;
}
