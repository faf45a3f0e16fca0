import type { Contenders } from "../contenders.ts";
import type { Outcome } from "../goals.ts";
import { measureCapacity } from "../measure_capacity.ts";
import { measureSends } from "../measure_sends.ts";
import type { Options } from "../options.ts";
import { repeat } from "../repetitions.ts";
import { printResults } from "../report.ts";
import { type Harbor, startHarbor } from "../servers/harbor.ts";

const SENDERS = 64;

/** What a second worker on the same port brings. */
export async function workers(options: Options): Promise<Outcome[]> {
  const servers: Contenders<Harbor> = {
    "1 worker": startHarbor,
    "2 workers": () => startHarbor({ environment: { WORKERS: "2" } }),
  };
  const results = await repeat(options.repetitions, servers, measureBoth);
  printResults(`Workers: ${options.readers} readers or none`, results, {
    "deliveries a second": ({ capacity }) => capacity.deliveriesPerSecond,
    "µs CPU a delivery": ({ capacity }) => capacity.cpuPerDelivery,
    "latest, ms": ({ capacity }) => capacity.latest,
    "sends a second meanwhile": ({ capacity }) => capacity.sendsPerSecond,
    "lost": ({ capacity }) => capacity.lost,
    "repeated": ({ capacity }) => capacity.repeated,
    "writes an event": ({ capacity }) => capacity.writesPerEvent,
    "sends a second to one": ({ sends }) => sends.perSecond,
    "µs CPU a send": ({ sends }) => sends.cpuPerSend,
    "cores: server": ({ sends }) => sends.serverLoad,
    "client": ({ sends }) => sends.clientLoad,
  });
  return [];

  async function measureBoth(harbor: Harbor) {
    const sends = await measureSends(harbor, options.seconds, SENDERS);
    const capacity = await measureCapacity(harbor, options);
    return { sends, capacity };
  }
}
