import type { Area } from "../area.ts";
import { seedDemoMessages } from "./demo.ts";
import { messageFileUses } from "./file_uses.ts";
import { unreadCounts } from "./unread_count.ts";

export const messages: Area = {
  name: "messages",
  migrations: {
    "0003_messages": () => import("../../migrations/0003_messages.ts"),
    "0004_search_entries": () =>
      import("../../migrations/0004_search_entries.ts"),
  },
  derived: [unreadCounts],
  operations: async () => (await import("./operations.ts")).messageOperations,
  fileUses: messageFileUses,
  seedDemo: seedDemoMessages,
};
