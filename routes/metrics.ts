import { clientOf } from "../lib/http/client.ts";
import { define } from "../lib/http/define.ts";
import { methods } from "../lib/http/methods.ts";
import { Problem } from "../lib/http/problem.ts";
import { isToken } from "../lib/watch/is_token.ts";
import { metricsText } from "../lib/watch/metrics.ts";

/** Open to requests from this machine; others need `METRICS_TOKEN`. */
export const handler = define.handlers(methods({
  async GET(ctx) {
    const { services } = ctx.state;
    const { metricsToken } = services.settings;
    const { isLocal } = clientOf(ctx.req, ctx.info, services.settings);
    const given = ctx.req.headers.get("authorization");
    if (!isLocal && !isToken(given, metricsToken)) {
      throw new Problem(401, "Metrics want METRICS_TOKEN as a Bearer token", {
        headers: { "www-authenticate": "Bearer" },
      });
    }
    return new Response(await metricsText(services), {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  },
}));
