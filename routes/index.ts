import { define } from "../lib/http/define.ts";
import { methods } from "../lib/http/methods.ts";
import { pageLanguage } from "../lib/i18n/page_language.ts";

export const handler = define.handlers(methods({
  GET(ctx) {
    if (ctx.state.actor === null) return ctx.redirect("/login");
    const language = pageLanguage(ctx.req, ctx.url);
    return ctx.redirect(`/${language}/harbor/messaging`);
  },
}));
