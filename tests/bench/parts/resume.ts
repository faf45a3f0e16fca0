import { chooseContenders, type Contenders } from "../contenders.ts";
import { atMost, figuresOf, type Outcome } from "../goals.ts";
import { follow } from "../load/start_readers.ts";
import { measureResume, MISSED } from "../measure_resume.ts";
import type { Options } from "../options.ts";
import { repeat } from "../repetitions.ts";
import { printResults } from "../report.ts";
import { startHarbor } from "../servers/harbor.ts";
import type { MeasuredServer } from "../servers/measured_server.ts";

/** Many readers that return at once, each having missed a thousand messages. */
export async function resume(options: Options): Promise<Outcome[]> {
  const peers = await chooseContenders(options);
  const servers: Contenders = {
    "Harbor's ring": startFollowing,
    "Harbor's log": startHarbor,
    ...("nchan" in peers && { nchan: peers.nchan }),
  };
  const results = await repeat(
    options.repetitions,
    servers,
    (server) => measureResume(server, options.readers),
  );
  printResults(
    `Resume: ${options.readers} readers × ${MISSED} missed`,
    results,
    {
      "bytes": (result) => result.eventBytes,
      "seconds": (result) => result.seconds,
      "µs CPU an event": (result) => result.cpuPerEvent,
      "without opening": (result) => result.cpuPerEventAlone,
      "lost": (result) => result.lost,
      "repeated": (result) => result.repeated,
      "events a read": (result) => result.eventsPerRead,
    },
  );
  return ["Harbor's ring", "Harbor's log"].flatMap((from) => {
    const compared = { ...results, harbor: results[from] };
    return [
      {
        what: `resume from ${from}: time`,
        unit: "s",
        goal: [atMost(2.5)],
        figures: figuresOf(compared, ({ seconds }) => seconds),
      },
      {
        what: `resume from ${from}: CPU an event`,
        unit: "µs",
        goal: [atMost(.25, "nchan")],
        figures: figuresOf(compared, ({ cpuPerEvent }) => cpuPerEvent),
      },
      {
        what: `resume from ${from}: lost or repeated`,
        unit: "",
        goal: [atMost(0)],
        figures: figuresOf(compared, ({ lost, repeated }) => lost + repeated),
      },
    ];
  });
}

/** An isolate without listeners does not follow the log, and has nothing of it in memory. */
async function startFollowing(): Promise<MeasuredServer> {
  await using started = new AsyncDisposableStack();
  const harbor = started.use(await startHarbor());
  started.use(await follow(harbor, 1));
  const owned = started.move();
  return { ...harbor, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
