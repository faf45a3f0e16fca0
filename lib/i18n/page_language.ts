import { acceptedLanguage } from "./accept_language.ts";
import { isLanguage, type Language } from "./translate.ts";
import { readPreferences } from "../preferences.ts";

/** A page's language: of its address, else of the preferences, else of the browser. */
export function pageLanguage(request: Request, url: URL): Language {
  const [, first] = url.pathname.split("/");
  if (isLanguage(first)) return first;
  const wanted = url.searchParams.get("language") ?? "";
  if (isLanguage(wanted)) return wanted;
  const { headers } = request;
  return readPreferences(headers.get("cookie")).language ??
    acceptedLanguage(headers.get("accept-language"));
}
