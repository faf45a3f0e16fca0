import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const vi: Translation<typeof en> = {
  "echo.title": "Tiếng vang",
  "echo.text": "Điều mọi người sẽ nghe",
  "echo.shout": "Hô lên",
  "echo.list": "Các tiếng vang",
  "echo.heard": { other: "{count} tiếng vang" },
};
