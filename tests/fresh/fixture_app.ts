import { Builder } from "fresh/dev";
import { app } from "./fixture/main.ts";
import { fixtureRoot } from "./fixture_root.ts";

const apply = await new Builder({ root: fixtureRoot }).build({
  snapshot: "memory",
});
apply(app);
const handle = app.handler();

/** Asks the fixture, built into memory. */
export function ask(path: string, init?: RequestInit): Promise<Response> {
  return handle(new Request(`http://localhost${path}`, init));
}

/** The body of the fixture's answer. */
export async function read(path: string, init?: RequestInit): Promise<string> {
  return await (await ask(path, init)).text();
}
