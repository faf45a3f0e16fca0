import assert from "node:assert/strict";
import { filesBelow } from "../support/module_graph.ts";
import { testServices } from "../support/services.ts";
import { HARBOR_PAGES, pages, signedIn } from "./pages.ts";

/** The styles of every page. */
const SHELL = ["kit/tokens", "kit/base", "kit/controls", "shell/shell"];

await using services = await testServices();
const asStranger = pages(services);
const asAdmin = await signedIn(services, asStranger, "carla@acme.test", {
  role: "tenant_admin",
});
const login = await stylesOf(asStranger("/login"));
const error = await stylesOf(asStranger("/en/nowhere"));
const harbor = await Promise.all(HARBOR_PAGES.map(async (path) => ({
  path,
  styles: await stylesOf(asAdmin(path)),
})));

Deno.test("every style is some page's, and no page asks for one that is not there", () => {
  const asked = [login, error, ...harbor.map(({ styles }) => styles)].flat();
  const written = filesBelow("static")
    .filter((name) => name.endsWith(".css"))
    .map((name) => name.replace(/^static\/|\.css$/g, ""));
  assert.deepEqual([...new Set(asked)].toSorted(), written.toSorted());
});

Deno.test("no page loads another's styles", () => {
  assert.deepEqual(login, [...SHELL, "login/login"]);
  assert.deepEqual(error, [...SHELL, "error/error"]);
  for (const { path, styles } of harbor) {
    assert.deepEqual(styles.slice(0, SHELL.length), SHELL, path);
    const rooms = new Set(styles.map((name) => name.split("/")[0]));
    for (const common of ["kit", "shell", "files"]) rooms.delete(common);
    assert.equal(rooms.size, 1, `${path} asks for ${styles.join(", ")}`);
  }
});

/** The styles that a page asks for, in order. */
async function stylesOf(answer: Promise<Response>): Promise<string[]> {
  const html = await (await answer).text();
  return [...html.matchAll(/href="\/([\w/-]+)\.css/g)].map(([, name]) => name);
}
