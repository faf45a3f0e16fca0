import type { Area } from "../area.ts";
import { scanJob } from "./scan.ts";
import { sweepJob } from "./sweep.ts";

export const media: Area = {
  name: "media",
  migrations: {
    "0007_media": () => import("../../migrations/0007_media.ts"),
    "0008_upload_client_id": () =>
      import("../../migrations/0008_upload_client_id.ts"),
    "0010_file_search": () => import("../../migrations/0010_file_search.ts"),
  },
  jobs: (services) => [scanJob(services), sweepJob(services)],
  operations: async () => (await import("./operations.ts")).mediaOperations,
};
