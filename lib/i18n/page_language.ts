import { acceptedLanguage } from "./accept_language.ts";
import { isLanguage, type Language } from "./translate.ts";
import { readPreferences } from "../preferences.ts";

/** The language of a page: what its address says, else what was chosen, else what the browser asks for. */
export function pageLanguage(request: Request, url: URL): Language {
  const [, first] = url.pathname.split("/");
  if (isLanguage(first)) return first;
  const wanted = url.searchParams.get("language") ?? "";
  if (isLanguage(wanted)) return wanted;
  const { headers } = request;
  return readPreferences(headers.get("cookie")).language ??
    acceptedLanguage(headers.get("accept-language"));
}
