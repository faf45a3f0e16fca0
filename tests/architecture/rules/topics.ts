import { declarationsIn } from "../reading/project.ts";
import type { Rule } from "../rule.ts";

const HOME = "lib/realtime/topic.ts";

export const topics: Rule = {
  says: "topics are spelt in one module",
  breaches(project) {
    const kinds = declarationsIn(project, "TopicKinds")
      .map(([, kind]) => kind).join("|");
    // As a whole, or as the beginning of a template; `user:changed` is the name of an event.
    const spelling = new RegExp(`^(${kinds}):(\\d+)?$`);
    return [...project.modules].filter(([path]) => path !== HOME)
      .flatMap(([path, { texts }]) =>
        texts.filter((text) => spelling.test(text))
          .map((text) => `${path} spells the topic "${text}"`)
      );
  },
  samples: {
    "a topic that is put together": {
      "lib/media/sample.ts": "const topic = `user:${id}`;",
    },
    "a topic that is taken apart": {
      "lib/realtime/live/sample.ts": `topic.startsWith("user:");`,
    },
    "a topic of a kind that an area adds": {
      "lib/echo/sample.ts": `record({ topics: ["echo:7"] });
        declare module "../realtime/topic.ts" {
          interface TopicKinds { echo: number }
        }`,
    },
  },
};
