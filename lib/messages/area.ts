import type { Area } from "../area.ts";
import { MESSAGES_WORDS } from "../i18n/messages/words.ts";
import { phraseOf } from "../i18n/phrase_of.ts";
import { messageFileUses } from "./file_uses.ts";
import { messageLimits } from "./limits.ts";
import { messageRates, messageRouteRates } from "./rates.ts";
import { unreadCounts } from "./unread_count.ts";
import { recentPeople } from "./recent_people.ts";

export const messages: Area = {
  name: "messages",
  migrations: {
    "0003_messages": () => import("../../migrations/0003_messages.ts"),
    "0004_search_entries": () =>
      import("../../migrations/0004_search_entries.ts"),
  },
  navigation: {
    path: "messaging",
    icon: "mail",
    label: phraseOf(MESSAGES_WORDS, "messages.title"),
    counter: {
      type: "unread:count",
      field: "count",
      phrase: phraseOf(MESSAGES_WORDS, "messages.unread"),
      isInTitle: true,
    },
  },
  derived: [unreadCounts],
  rates: messageRates,
  routeRates: messageRouteRates,
  limits: messageLimits,
  operations: async () => (await import("./operations.ts")).messageOperations,
  fileUses: messageFileUses,
  recentPeople,
  seedDemo: async (...to) =>
    await (await import("./demo.ts")).seedDemoMessages(...to),
};
