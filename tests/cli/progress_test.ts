import assert from "node:assert/strict";
import { ProgressBar } from "../../lib/cli/progress.ts";

function progress(isTerminal: boolean) {
  let written = "";
  const bar = new ProgressBar({
    isTerminal: () => isTerminal,
    write: (text) => void (written += text),
  });
  return { bar, written: () => written };
}

Deno.test("on a terminal a bar stays in its line, with what is logged above it", () => {
  const { bar, written } = progress(true);
  bar.show(0.5, "half");
  bar.log("line 7: bad");
  bar.end();
  const half = `${"█".repeat(15)}${"░".repeat(15)}  50 %  half`;
  assert.equal(
    written(),
    `\r\x1b[K${half}\r\x1b[Kline 7: bad\n${half}\r\x1b[K`,
  );
});

Deno.test("elsewhere there is a plain line for each tenth", () => {
  const { bar, written } = progress(false);
  for (const fraction of [0.05, 0.1, 0.19, 0.55, 0.56, 1]) {
    bar.show(fraction, `at ${fraction}`);
  }
  bar.log("line 7: bad");
  bar.end();
  assert.equal(
    written(),
    " 10 %  at 0.1\n 55 %  at 0.55\n100 %  at 1\nline 7: bad\n",
  );
});
