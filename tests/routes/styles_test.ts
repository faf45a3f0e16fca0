import assert from "node:assert/strict";
import { filesBelow } from "../support/module_graph.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { pages, signedIn } from "./pages.ts";

/** The styles that each kind of page asks for. */
async function stylesByPage(services: TestServices) {
  const ask = pages(services);
  const ada = await signedIn(services, ask, "ada@acme.test");
  const carla = await signedIn(services, ask, "carla@acme.test", {
    role: "tenant_admin",
  });
  const stylesOf = async (answer: Promise<Response>) =>
    [...(await (await answer).text()).matchAll(/href="\/([\w/-]+)\.css/g)]
      .map(([, name]) => name);
  return {
    login: await stylesOf(ask("/login")),
    error: await stylesOf(ask("/en/nowhere")),
    messaging: await stylesOf(ada("/en/harbor/messaging")),
    library: await stylesOf(ada("/en/harbor/library")),
    limits: await stylesOf(carla("/en/harbor/admin/limits")),
  };
}

Deno.test("every style is some page's, and no page asks for one that is not there", async () => {
  await using services = await testServices();
  const asked = Object.values(await stylesByPage(services)).flat();
  const written = filesBelow("static")
    .filter((name) => name.endsWith(".css"))
    .map((name) => name.replace("static/", ""))
    .map((name) => name.replace(".css", ""));
  assert.deepEqual([...new Set(asked)].toSorted(), written.toSorted());
});

Deno.test("no page loads another's styles", async () => {
  await using services = await testServices();
  const { login, error, messaging, library, limits } = await stylesByPage(
    services,
  );
  const shell = ["kit/tokens", "kit/base", "kit/controls", "shell/shell"];
  assert.deepEqual(login, [...shell, "login/login"]);
  assert.deepEqual(error, [...shell, "error/error"]);
  assert.deepEqual(limits, [...shell, "limits/limits"]);
  assert.deepEqual(
    library.filter((name) => messaging.includes(name)),
    [...shell, "kit/browsing", "files/file"],
  );
});
