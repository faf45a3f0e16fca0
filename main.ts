import { App, staticFiles } from "fresh";
import { AREAS } from "./lib/areas.ts";
import type { State } from "./lib/http/define.ts";
import { guard } from "./lib/http/guard.ts";
import {
  drainOnSignal,
  exit,
  isFirstThread,
  type Lifecycle,
  refuseWhileDraining,
} from "./lib/lifecycle.ts";
import { openServices } from "./lib/open_services.ts";
import type { Services } from "./lib/services.ts";
import { readSettings, SettingsError } from "./lib/settings.ts";
import { seedDemo } from "./lib/tenancy/demo.ts";
import { signInHint } from "./lib/tenancy/sign_in_hint.ts";

const services = await open().catch(exitOnWrongSettings);
await seedDemo(services, AREAS);
const hint = await signInHint(services);
services.jobs.start(AREAS.flatMap(({ jobs }) => jobs?.(services) ?? []));
const drain = drainOnSignal(services);

/** What the server that listens tells, and asks, when the process has to end. */
export const lifecycle: Lifecycle = {
  ...drain,
  onListen(server) {
    drain.onListen(server);
    if (isFirstThread()) console.log(hint);
  },
};

class HarborApp extends App<State> {
  /** Around everything, the router and the error pages included. */
  override handler() {
    return guard(refuseWhileDraining(super.handler(), lifecycle), {
      log: services.log,
      budget: services.budget,
      trustProxy: services.settings.trustProxy,
      dev: this.config.mode === "development",
    });
  }
}

export const app = new HarborApp({ trustProxy: services.settings.trustProxy })
  .use((ctx) => {
    ctx.state.services = services;
    ctx.state.account = services.budget.accountOf(ctx.req);
    return ctx.next();
  })
  .use(staticFiles())
  .fsRoutes();

async function open(): Promise<Services> {
  return await openServices(readSettings(Deno.env.toObject(), AREAS), AREAS);
}

function exitOnWrongSettings(error: unknown): Promise<never> {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  return exit(1);
}
