import { parseArgs } from "node:util";
import { Problem } from "../http/problem.ts";
import {
  importHistory,
  type Totals,
} from "../messages/import/import_history.ts";
import { type HistoryFile, openHistoryFile } from "./history_file.ts";
import { open } from "./open.ts";
import { ProgressBar, standardError } from "./progress.ts";
import { run, UsageError } from "./run.ts";

async function importFile(args: string[]): Promise<void> {
  const { path, tenantId, recipients } = readArguments(args);
  const file = await openOrExplain(path);
  await using services = await open();

  const progress = new ProgressBar(standardError());
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  Deno.addSignalListener("SIGINT", onInterrupt);
  let bytesRead = 0;
  try {
    const totals = await importHistory(
      services,
      { tenantId, recipients, source: file.source },
      file.lines((bytes) => bytesRead = bytes),
      {
        onBadLine: (number, why) => progress.log(`line ${number}: ${why}`),
        onBatch: (totals) =>
          progress.show(
            file.size === 0 ? 1 : bytesRead / file.size,
            summary(totals),
          ),
        signal: interrupt.signal,
      },
    );
    progress.end();
    report(totals, interrupt.signal.aborted);
  } finally {
    progress.end();
    Deno.removeSignalListener("SIGINT", onInterrupt);
  }
}

/** `FILE --tenant T --to EMAIL…`. Arguments without a name after the file are addresses too. */
function readArguments(args: string[]) {
  const { values, positionals: [path, ...more] } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      tenant: { type: "string" },
      to: { type: "string", multiple: true },
    },
  });
  if (path === undefined) throw new UsageError("FILE is missing");
  if (!values.tenant) throw new UsageError("--tenant is missing");
  if (!values.to) throw new UsageError("--to is missing");
  const recipients = [...values.to, ...more];
  return { path, tenantId: values.tenant, recipients };
}

async function openOrExplain(path: string): Promise<HistoryFile> {
  try {
    return await openHistoryFile(path);
  } catch (error) {
    throw new Problem(
      422,
      `Cannot import "${path}": ${(error as Error).message}`,
    );
  }
}

function report(totals: Totals, isInterrupted: boolean): void {
  console.log(summary(totals));
  if (isInterrupted) {
    console.log("Interrupted: the same command again goes on from here");
    Deno.exitCode = 130;
  } else if (totals.skipped > 0 && totals.imported + totals.present === 0) {
    Deno.exitCode = 1;
  }
}

function summary({ imported, present, skipped }: Totals): string {
  const number = new Intl.NumberFormat("en").format;
  return `${number(imported)} imported, ${number(present)} already there, ${
    number(skipped)
  } skipped`;
}

if (import.meta.main) {
  await run("deno task import FILE --tenant ID --to EMAIL…", importFile);
}
