import assert from "node:assert/strict";
import { z } from "zod";
import {
  readSettings,
  SettingsError,
  type SettingsPart,
} from "../lib/settings.ts";

/** An area's, with a secret. */
const ECHO: SettingsPart = {
  variables: {
    ECHO_TIMES: z.coerce.number().default(2),
    ECHO_TOKEN: z.string().min(16).optional(),
  },
  secrets: ["ECHO_TOKEN"],
  read: ({ ECHO_TIMES }): object => ({ echoTimes: ECHO_TIMES }),
};

Deno.test("an area's settings are read with those of the others", () => {
  const read = (environment: Record<string, string>) =>
    readSettings(environment, [{}, { settings: ECHO }]);
  assert.partialDeepStrictEqual(read({ ECHO_TIMES: "3", PORT: "1" }), {
    port: 1,
    echoTimes: 3,
  });
  assert.partialDeepStrictEqual(read({ ECHO_TIMES: "" }), { echoTimes: 2 });
});

Deno.test("an area's rate has a variable and a default of its own", () => {
  const read = (environment: Record<string, string>) =>
    readSettings(environment, [{
      rates: { send: { variable: "RATE_LIMIT_ECHO", fallback: "9/3" } },
    }]).rates;
  assert.deepEqual(read({}).send, { burst: 9, perSecond: 3 });
  assert.deepEqual(read({ RATE_LIMIT_ECHO: "2/0.5" }).send, {
    burst: 2,
    perSecond: 0.5,
  });
  assert.equal(read({ RATE_LIMIT_ECHO: "off" }).send, null);
  assert.deepEqual(read({}).connect, { burst: 30, perSecond: 1 });
  assert.throws(
    () => read({ RATE_LIMIT_ECHO: "often" }),
    {
      message:
        'RATE_LIMIT_ECHO: expected "burst/per-second" or "off" (it is "often")',
    },
  );
});

Deno.test("what is wrong is named with its value, unless that is a secret", () => {
  const wrong = {
    PORT: "none",
    METRICS_TOKEN: "short",
    ECHO_TIMES: "often",
    ECHO_TOKEN: "brief",
  };
  assert.throws(
    () => readSettings(wrong, [{ settings: ECHO }]),
    (error) =>
      error instanceof SettingsError &&
      /^PORT: .*"none"/m.test(error.message) &&
      /^ECHO_TIMES: .*"often"/m.test(error.message) &&
      /^METRICS_TOKEN: /m.test(error.message) &&
      /^ECHO_TOKEN: /m.test(error.message) &&
      !/"short"|"brief"/.test(error.message),
  );
});
