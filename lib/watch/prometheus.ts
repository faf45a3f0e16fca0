type Labels = Record<string, string>;
type Sample = { labels?: Labels; value: number };

/** A histogram's counts, each bucket's own (not yet summed up), the last for all beyond. */
export interface Histogram {
  bounds: number[];
  counts: number[];
  sum: number;
}

/**
 * The text of a scrape, one metric after another.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export class Exposition {
  private readonly lines: string[] = [];

  counter(name: string, help: string, samples: number | Sample[]): this {
    return this.metric(name, "counter", help, samples);
  }

  gauge(name: string, help: string, samples: number | Sample[]): this {
    return this.metric(name, "gauge", help, samples);
  }

  histogram(
    name: string,
    help: string,
    { bounds, counts, sum }: Histogram,
  ): this {
    this.head(name, "histogram", help);
    let total = 0;
    for (const [n, count] of counts.entries()) {
      total += count;
      this.sample(`${name}_bucket`, { le: String(bounds[n] ?? "+Inf") }, total);
    }
    this.sample(`${name}_sum`, {}, sum);
    this.sample(`${name}_count`, {}, total);
    return this;
  }

  toString(): string {
    return this.lines.join("\n") + "\n";
  }

  private metric(
    name: string,
    type: string,
    help: string,
    samples: number | Sample[],
  ): this {
    this.head(name, type, help);
    const all = typeof samples === "number" ? [{ value: samples }] : samples;
    for (const { labels = {}, value } of all as Sample[]) {
      this.sample(name, labels, value);
    }
    return this;
  }

  private head(name: string, type: string, help: string): void {
    this.lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
  }

  private sample(name: string, labels: Labels, value: number): void {
    const pairs = Object.entries(labels).map(([key, text]) =>
      `${key}="${escape(text)}"`
    );
    this.lines.push(
      `${name}${pairs.length ? `{${pairs.join(",")}}` : ""} ${value}`,
    );
  }
}

function escape(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
}
