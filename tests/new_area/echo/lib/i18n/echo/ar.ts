import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const ar: Translation<typeof en> = {
  "echo.title": "الصدى",
  "echo.text": "ما سيسمعه الجميع",
  "echo.shout": "نادِ",
  "echo.list": "الأصداء",
  "echo.heard": {
    zero: "لا أصداء",
    one: "صدى واحد",
    two: "صديان",
    few: "{count} أصداء",
    many: "{count} صدى",
    other: "{count} صدى",
  },
};
