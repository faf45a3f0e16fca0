import { type Bound, isReached, type Outcome } from "./goals.ts";
import type { Results } from "./repetitions.ts";
import { median, ratio } from "./statistics.ts";

/** What is measured, beside its goal: medians, spread, and the ratios to the peers'. */
export function printOutcomes(outcomes: Outcome[]): void {
  if (outcomes.length === 0) return;
  const reached = new Map([[true, "yes"], [false, "no"]]);
  printTable(
    "Goals",
    outcomes.map((outcome) => {
      const { harbor, nchan, naive, plain } = outcome.figures;
      return {
        what: outcome.what,
        goal: outcome.goal.map((bound) => shownBound(bound, outcome.unit))
          .join(", "),
        figure: `${spread(harbor)} ${outcome.unit}`,
        "÷ Nchan": nchan ? rounded(ratio(harbor, nchan)) : "",
        "÷ naive": naive ? rounded(ratio(harbor, naive)) : "",
        "÷ plain": plain ? rounded(ratio(harbor, plain)) : "",
        reached: reached.get(isReached(outcome)!) ?? "?",
      };
    }),
  );
}

/** A row for each contender, and a column for each figure: its median and spread. */
export function printResults<Result>(
  title: string,
  results: Results<Result>,
  figures: Record<string, (result: Result) => number>,
): void {
  if (Object.keys(results).length === 0) return;
  printTable(
    title,
    Object.entries(results).map(([server, repetitions]) => ({
      server,
      ...Object.fromEntries(
        Object.entries(figures).map(([name, figure]) => [
          name,
          spread(repetitions.map(figure)),
        ]),
      ),
    })),
  );
}

/** Rows with the same keys, as a table in Markdown, padded so that it can be read as it is. */
function printTable(title: string, rows: Record<string, string>[]): void {
  const titles = Object.keys(rows[0]);
  const cells = [
    titles,
    ...rows.map((row) => titles.map((title) => row[title])),
  ];
  const widths = titles.map((_, column) =>
    Math.max(...cells.map((row) => row[column].length))
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, n) => cell.padEnd(widths[n])).join(" | ")} |`;
  const [head, ...body] = cells.map(line);
  const rule = line(widths.map((width) => "-".repeat(width)));
  console.log(`\n### ${title}\n\n${[head, rule, ...body].join("\n")}`);
}

function shownBound({ sign, limit, by }: Bound, unit: string): string {
  const of = { nchan: "× Nchan", naive: "× naive", plain: "× plain" };
  return `${sign} ${limit.toLocaleString("en")} ${by ? of[by] : unit}`.trim();
}

/** The median, and the least and the most beside it where they differ. */
function spread(values: number[]): string {
  const middle = rounded(median(values));
  const [least, most] = [Math.min(...values), Math.max(...values)].map(rounded);
  return least === most ? middle : `${middle} (${least}–${most})`;
}

/** With as many digits as the measurement is good for. */
function rounded(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const maximumFractionDigits = size < 10 ? 2 : size < 100 ? 1 : 0;
  return value.toLocaleString("en", { maximumFractionDigits });
}
