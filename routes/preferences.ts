import { safeNextPath } from "../lib/auth/next_path.ts";
import { define } from "../lib/http/define.ts";
import { readForm } from "../lib/http/form.ts";
import { methods } from "../lib/http/methods.ts";
import { isLanguage } from "../lib/i18n/translate.ts";
import { DENSITIES, preferenceCookie, THEMES } from "../lib/preferences.ts";

export const handler = define.handlers(methods({
  /** Theme, density or language, from the forms of the app bar; then back to the page. */
  async POST(ctx) {
    const form = await readForm(ctx);
    let next = safeNextPath(form.get("next"), "/");
    const headers = new Headers();
    const keep = (name: "theme" | "density" | "language", value: string) =>
      headers.append("set-cookie", preferenceCookie(name, value));

    const theme = THEMES.find((each) => each === form.get("theme"));
    if (theme) keep("theme", theme);
    const density = DENSITIES.find((each) => each === form.get("density"));
    if (density) keep("density", density);
    const language = form.get("language") ?? "";
    if (isLanguage(language)) {
      keep("language", language);
      next = next.replace(/^\/[a-z]{2}(?=\/|$)/, `/${language}`);
    }
    headers.set("location", next);
    return new Response(null, { status: 303, headers });
  },
}));
