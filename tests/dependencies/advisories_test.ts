import assert from "node:assert/strict";
import { ROOT } from "../support/module_graph.ts";
import { lockedPackages } from "./locked.ts";

/** Runs the task against a registry that answers so, and says what it was asked. */
async function checkAgainst(answer: () => Response) {
  let asked: Record<string, string[]> = {};
  await using registry = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      assert.equal(
        new URL(request.url).pathname,
        "/npm/-/npm/v1/security/advisories/bulk",
      );
      asked = await request.json();
      return answer();
    },
  );
  const ran = await check(`http://127.0.0.1:${registry.addr.port}/npm`);
  return { ...ran, asked };
}

async function check(registry: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "-q", "advisories", registry],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, said: decode(stdout) + decode(stderr) };
}

function advisory(vulnerable_versions: string) {
  return {
    id: 1,
    url: "https://advisories.test/1",
    title: "Lets anybody in",
    severity: "high",
    vulnerable_versions,
  };
}

Deno.test("an advisory that touches a locked version fails, and is named", async () => {
  const { code, said, asked } = await checkAgainst(() =>
    Response.json({ zod: [advisory("<99.0.0")] })
  );
  assert.equal(code, 1, said);
  assert.match(said, /zod@\d+\.\d+\.\d+: high: Lets anybody in/);
  assert.deepEqual(
    Object.entries(asked).flatMap(([name, versions]) =>
      versions.map((version) => `${name}@${version}`)
    ).sort(),
    lockedPackages().map(({ name, version }) => `${name}@${version}`).sort(),
  );
});

Deno.test("an advisory about other versions, or none, passes", async () => {
  for (const answer of [{}, { zod: [advisory("<0.0.1")] }]) {
    const { code, said } = await checkAgainst(() => Response.json(answer));
    assert.equal(code, 0, said);
    assert.match(said, /^0 advisories touch/m);
  }
});

Deno.test("a registry that is away, or tells no advisories, is told aloud", async () => {
  const away = await check("http://127.0.0.1:1/");
  const silent = await checkAgainst(() => new Response(null, { status: 405 }));
  const strange = await checkAgainst(() => new Response("<html>"));
  for (const { code, said } of [away, silent, strange]) {
    assert.equal(code, 0, said);
    assert.match(said, /^ADVISORIES NOT CHECKED: /m);
  }
});
