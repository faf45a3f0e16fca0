import type { Area } from "../area.ts";
import { ECHO_WORDS } from "../i18n/echo/words.ts";
import { phraseOf } from "../i18n/phrase_of.ts";
import type {} from "./events.ts";
import { heardCounts } from "./heard_count.ts";
import type {} from "./tables.ts";
import { echoLimits } from "./limits.ts";

export const echo: Area = {
  name: "echo",
  migrations: {
    "9999_echo": () => import("../../migrations/9999_echo.ts"),
  },
  navigation: {
    path: "echo",
    icon: "globe",
    label: phraseOf(ECHO_WORDS, "echo.title"),
    counter: {
      type: "echo:count",
      field: "heard",
      phrase: phraseOf(ECHO_WORDS, "echo.heard"),
    },
  },
  derived: [heardCounts],
  limits: echoLimits,
  operations: async () => (await import("./operations.ts")).echoOperations,
  signedByKey: ["/api/echoes/hook"],
};
