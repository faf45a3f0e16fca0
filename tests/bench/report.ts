/** A figure beside its goal. */
export interface Outcome {
  what: string;
  goal: string;
  figure: string;
  /** `undefined` when the peer is not installed. */
  isReached: boolean | undefined;
  /** Harbor's figure by the peer's, measured in the same run. */
  byNchan?: number;
  byNaive?: number;
}

export function printOutcomes(outcomes: Outcome[]): void {
  if (outcomes.length === 0) return;
  printTable(
    "Goals",
    outcomes.map(({ what, goal, figure, isReached, byNchan, byNaive }) => ({
      what,
      goal,
      figure,
      "÷ Nchan": byNchan === undefined ? "" : byNchan.toFixed(2),
      "÷ naive": byNaive === undefined ? "" : byNaive.toFixed(2),
      reached: isReached === undefined ? "?" : isReached ? "yes" : "no",
    })),
  );
}

/** Rows with the same keys, as a table in Markdown, padded so that it can be read as it is. */
export function printTable(
  title: string,
  rows: Record<string, string | number>[],
): void {
  const titles = Object.keys(rows[0]);
  const cells = [
    titles,
    ...rows.map((row) => titles.map((title) => String(row[title]))),
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

/** Formats a figure with as many digits as the measurement is good for. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value >= 99.5 ? value.toFixed(0) : value.toPrecision(2);
}
