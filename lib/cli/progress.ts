/** Where progress is shown: standard error, or a stand-in for it in a test. */
export interface Screen {
  isTerminal(): boolean;
  write(text: string): void;
}

const WIDTH = 30;
const CLEAR_LINE = "\r\x1b[K";

/** Shows a long command's progress: a bar on a terminal, else a line for each tenth. */
export class ProgressBar {
  private tenth = 0;
  private bar = "";

  constructor(private readonly screen: Screen) {}

  /** `fraction` is from 0 to 1; `text` says the same in words. */
  show(fraction: number, text: string): void {
    const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
    if (this.screen.isTerminal()) {
      const full = Math.round(fraction * WIDTH);
      const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
      this.bar = `${bar} ${percent}  ${text}`;
      this.screen.write(CLEAR_LINE + this.bar);
    } else if (Math.floor(fraction * 10) > this.tenth) {
      this.tenth = Math.floor(fraction * 10);
      this.screen.write(`${percent}  ${text}\n`);
    }
  }

  /** Writes a line above the bar. */
  log(line: string): void {
    const clear = this.bar === "" ? "" : CLEAR_LINE;
    this.screen.write(`${clear}${line}\n${this.bar}`);
  }

  /** Removes the bar. */
  end(): void {
    if (this.bar !== "") this.screen.write(CLEAR_LINE);
    this.bar = "";
  }
}

/** Standard error. */
export function standardError(): Screen {
  const encoder = new TextEncoder();
  return {
    isTerminal: () => Deno.stderr.isTerminal(),
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
  };
}
