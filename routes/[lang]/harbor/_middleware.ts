import { signal } from "@preact/signals";
import { requireActor } from "../../../lib/auth/require_actor.ts";
import { AREAS } from "../../../lib/areas.ts";
import type { HarborView } from "../../../lib/client/page/view.ts";
import { define } from "../../../lib/http/define.ts";
import { notFound } from "../../../lib/http/problem.ts";
import { SHELL_WORDS } from "../../../lib/i18n/shell/words.ts";
import { isLanguage } from "../../../lib/i18n/translate.ts";
import { limitsOf } from "../../../lib/limits/limits.ts";
import { readPreferences } from "../../../lib/preferences.ts";
import { readDerived } from "../../../lib/realtime/live/derived_values.ts";
import { findTenant } from "../../../lib/tenancy/tenants.ts";

/** Makes the view of a Harbor page: the reader, the language and the counters. */
export default define.middleware(async (ctx) => {
  const language = ctx.params.lang;
  if (!isLanguage(language)) throw notFound("Page", ctx.url.pathname);

  const { services } = ctx.state;
  const { timeZone } = readPreferences(ctx.req.headers.get("cookie"));
  const actor = requireActor(ctx.state);
  const { userId, email, name, role, tenantId } = actor;
  const [derived, tenant, limits] = await Promise.all([
    readDerived(
      services.db,
      AREAS.flatMap(({ derived }) => derived ?? []),
      actor,
    ),
    findTenant(services.db.query, tenantId),
    limitsOf(services, tenantId),
  ]);
  const tenantName = tenant?.Name ?? tenantId;
  ctx.state.view = {
    language,
    words: SHELL_WORDS[language],
    timeZone: signal(timeZone ?? "UTC"),
    me: { userId, email, name, role, tenantId, tenantName },
    limits,
    position: derived.position,
    counters: signal(derived.values),
    connection: signal({
      status: "connecting",
      since: services.clock.now().toISOString(),
      lastEventAt: null,
      roundTripMs: null,
    }),
  } satisfies HarborView;
  return ctx.next();
});
