import { App } from "fresh";
import { setBuild } from "../../lib/fresh/app.ts";
import { EMPTY_BUILD, type RouteFile } from "../../lib/fresh/build.ts";
import type { State } from "../../lib/http/define.ts";
import { guard } from "../../lib/http/guard.ts";
import type { Services } from "../../lib/services.ts";
import * as errorRoute from "../../routes/_error.tsx";
import * as middleware from "../../routes/_middleware.ts";

/** Asks the application as a client does; a path is on `http://localhost`. */
export type Ask = (
  path: string,
  init?: RequestInit & { from?: string },
) => Promise<Response>;

/**
 * The application in this process, with its guard and just these `routes`: modules by their paths
 * below `routes/`.
 */
export function testApp(
  services: Services,
  routes: Record<string, object>,
): Ask {
  class TestApp extends App<State> {
    override handler() {
      const { log, budget, settings: { trustProxy } } = services;
      return guard(super.handler(), { log, budget, trustProxy, dev: false });
    }
  }
  const app = new TestApp({ trustProxy: services.settings.trustProxy })
    .use((ctx) => {
      ctx.state.services = services;
      ctx.state.account = services.budget.accountOf(ctx.req);
      return ctx.next();
    })
    .fsRoutes();
  const files: RouteFile[] = [
    { id: "/_middleware", module: middleware },
    { id: "/_error", module: errorRoute },
    ...Object.entries(routes).map(([id, module]) => ({
      id,
      module,
      load: () => Promise.resolve(module),
    })),
  ];
  setBuild(app, { ...EMPTY_BUILD, routes: files }, "production");
  const handle = app.handler();
  return (path, { from = "127.0.0.1", ...init } = {}) =>
    handle(new Request(new URL(path, "http://localhost"), init), {
      remoteAddr: { transport: "tcp", hostname: from, port: 50_000 },
      // Nobody here reads an answer to its end.
      completed: new Promise(() => {}),
    });
}
