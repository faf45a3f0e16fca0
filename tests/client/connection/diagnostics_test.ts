import assert from "node:assert/strict";
import {
  createDiagnostics,
  silentDiagnostics,
} from "../../../lib/client/connection/diagnostics.ts";

/** What is written to the console while `localStorage` is this. */
function written(storage: () => object, act: () => void): unknown[][] {
  const lines: unknown[][] = [];
  const { debug } = console;
  const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage")!;
  console.debug = (...line) => void lines.push(line);
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: storage,
  });
  try {
    act();
  } finally {
    console.debug = debug;
    Object.defineProperty(globalThis, "localStorage", before);
  }
  return lines;
}

const storageWith = (value: string | null) => () => ({
  getItem: (key: string) => key === "DEBUG_SSE" ? value : null,
});

Deno.test("what goes on is written to the console where localStorage.DEBUG_SSE is set, and nowhere else", () => {
  const diagnostics = createDiagnostics(() => ({}));
  const act = () => {
    diagnostics.trace("leading");
    diagnostics.malformed({ id: "x" });
  };
  assert.deepEqual(written(storageWith("1"), act), [
    ["[harbor] leading", ""],
    ["[harbor] malformed", { id: "x" }],
  ]);
  assert.deepEqual(written(storageWith(null), act), []);
});

Deno.test("a page whose storage is forbidden writes nothing, and goes on", () => {
  const forbidden = () => {
    throw new DOMException("Forbidden", "SecurityError");
  };
  const { trace } = createDiagnostics(() => ({}));
  assert.deepEqual(written(forbidden, () => trace("leading")), []);
});

Deno.test("the state shows what is so in the moment it is looked at, and the counts", () => {
  let status = "connecting";
  const { counts } = createDiagnostics(() => ({ status }));
  status = "live";
  counts.events = 3;
  const { __SSE_STATUS__ } = globalThis as unknown as {
    __SSE_STATUS__: Record<string, unknown>;
  };
  assert.equal(__SSE_STATUS__.status, "live");
  assert.equal(__SSE_STATUS__.events, 3);
});

Deno.test("silent diagnostics count all the same", () => {
  const diagnostics = silentDiagnostics();
  diagnostics.malformed(null);
  assert.equal(diagnostics.counts.malformed, 1);
});
