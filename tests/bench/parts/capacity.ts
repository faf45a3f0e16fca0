import { chooseContenders } from "../contenders.ts";
import { atLeast, atMost, figuresOf, type Outcome } from "../goals.ts";
import { measureCapacity } from "../measure_capacity.ts";
import type { Options } from "../options.ts";
import { repeat } from "../repetitions.ts";
import { printResults } from "../report.ts";

/** How many deliveries a server reaches, with messages as fast as it takes them. */
export async function capacity(options: Options): Promise<Outcome[]> {
  const results = await repeat(
    options.repetitions,
    await chooseContenders(options),
    (server) => measureCapacity(server, options),
  );
  printResults(`Capacity: ${options.readers} readers, 64 senders`, results, {
    "bytes": (result) => result.eventBytes,
    "deliveries a second": (result) => result.deliveriesPerSecond,
    "µs CPU a delivery": (result) => result.cpuPerDelivery,
    "latest, ms": (result) => result.latest,
    "sends a second": (result) => result.sendsPerSecond,
    "lost": (result) => result.lost,
    "repeated": (result) => result.repeated,
    "writes an event": (result) => result.writesPerEvent,
    "cores: server": (result) => result.serverLoad,
    "readers": (result) => result.readersLoad,
  });
  if (!results.harbor) return [];
  return [
    {
      what: `capacity: deliveries to ${options.readers} readers`,
      unit: "/s",
      goal: [atLeast(8, "nchan")],
      figures: figuresOf(results, (result) => result.deliveriesPerSecond),
    },
    {
      what: "the latest of them",
      unit: "ms",
      goal: [atMost(1_000)],
      figures: figuresOf(results, (result) => result.latest),
    },
    {
      what: "lost or repeated of them",
      unit: "",
      goal: [atMost(0)],
      figures: figuresOf(results, ({ lost, repeated }) => lost + repeated),
    },
  ];
}
