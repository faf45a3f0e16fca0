import type { Area } from "../area.ts";
import { LIBRARY_WORDS } from "../i18n/library/words.ts";
import { phraseOf } from "../i18n/phrase_of.ts";
import { mediaLimits } from "./limits.ts";
import { mediaRouteRates } from "./rates.ts";
import { mediaSettings } from "./settings.ts";
import { scanJob } from "./scan.ts";
import { sweepJob } from "./sweep.ts";

export const media: Area = {
  name: "media",
  migrations: {
    "0007_media": () => import("../../migrations/0007_media.ts"),
    "0008_upload_client_id": () =>
      import("../../migrations/0008_upload_client_id.ts"),
    "0010_file_search": () => import("../../migrations/0010_file_search.ts"),
    "0013_quotas": () => import("../../migrations/0013_quotas.ts"),
  },
  settings: mediaSettings,
  routeRates: mediaRouteRates,
  limits: mediaLimits,
  navigation: {
    path: "library",
    icon: "library",
    label: phraseOf(LIBRARY_WORDS, "library.title"),
  },
  jobs: (services) => [scanJob(services), sweepJob(services)],
  operations: async () => (await import("./operations.ts")).mediaOperations,
};
