import { deepEqual, equal, match, ok } from "node:assert/strict";
import { deserialize } from "../../lib/fresh/deserialize.ts";
import { ask, read } from "./fixture_app.ts";

const HOSTILE = "</script><!-- <script>alert(1)</script>\u2028\u2029'\"\\";

function bootScript(html: string): string {
  return /<script type="module"[^>]*>(.*?)<\/script><\/body><\/html>$/s.exec(
    html,
  )![1];
}

/** The state as the browser's JavaScript would read it. */
function stateOf(html: string): string {
  const literal = /,("(?:[^"\\]|\\.)*")\);$/.exec(bootScript(html))![1];
  return JSON.parse(literal);
}

Deno.test("a page without islands ships no JavaScript of its own", async () => {
  const response = await ask("/en/page");
  equal(response.headers.get("link"), null);
  ok(!(await response.text()).includes("<script"));
});

Deno.test("islands stand between markers; one within another's output does not", async () => {
  const html = await read("/islands");
  match(
    html,
    /<!--frsh:island:Counter:0:--><div id="counter".*?<em>6<\/em><\/div><!--\/frsh:island-->/,
  );
  match(
    html,
    /<p><!--frsh:island:Doubled:1:--><em>6<\/em><!--\/frsh:island--><\/p>/,
  );
  equal(html.match(/<!--frsh:island:/g)!.length, 4);
});

Deno.test("the last thing in the body starts each island on the page by its name", async () => {
  const script = bootScript(await read("/islands"));
  const path = "/_fresh/js/[0-9a-f]{40}";
  match(
    script,
    new RegExp(
      `^import { boot } from "${path}/fresh-runtime.js";` +
        `import Counter from "${path}/Counter.js";` +
        `import { Doubled } from "${path}/Counter.js";` +
        `import my_title from "${path}/my_title.js";` +
        `import Values from "${path}/Values.js";` +
        `boot\\({Counter,Doubled,my_title,Values},"`,
    ),
  );
});

Deno.test("the Link header preloads the runtime and the islands' modules", async () => {
  const link = (await ask("/islands")).headers.get("link")!;
  const names = [
    ...link.matchAll(/\/([\w-]+\.js)>; rel="modulepreload"; as="script"/g),
  ];
  deepEqual(names.map(([, name]) => name), [
    "fresh-runtime.js",
    "Counter.js",
    "Counter.js",
    "my_title.js",
    "Values.js",
  ]);
});

Deno.test("text that would end the script arrives unharmed, and ends nothing", async () => {
  const html = await read(`/islands?hostile=${encodeURIComponent(HOSTILE)}`);
  equal(html.match(/<script/g)!.length, 1);
  ok(!/<!--(?!\/?frsh:)/.test(html), html);
  ok(!/[\u2028\u2029]/.test(html));
  // deno-lint-ignore no-explicit-any -- the page's props, as the test wrote them
  const props = deserialize(stateOf(html)) as any[];
  equal(props[3].values.hostile, HOSTILE);
});

Deno.test("what islands share is one object in the browser", async () => {
  // deno-lint-ignore no-explicit-any -- the page's props, as the test wrote them
  const props = deserialize(stateOf(await read("/islands"))) as any[];
  equal(props[0].shared.count, props[1].count);
  equal(props[1].count, props[3].values.map.get("key"));
});

Deno.test("props that cannot be sent are an error, not a broken page", async () => {
  const response = await ask("/unserialisable");
  equal(response.status, 500);
  match(await response.text(), /Serializing functions is not supported\./);
});

Deno.test("the browser gets every module once, and exactly one Preact", async () => {
  const sources = new Map<string, string>();
  const link = (await ask("/islands")).headers.get("link")!;
  const wanted = [...link.matchAll(/<([^>]+)>/g)].map(([, path]) => path);
  while (wanted.length > 0) {
    const path = wanted.pop()!;
    if (sources.has(path)) continue;
    const response = await ask(path);
    equal(response.status, 200, path);
    const source = await response.text();
    sources.set(path, source);
    for (const [, , file] of source.matchAll(/(from|import)"\.\/([^"]+)"/g)) {
      wanted.push(new URL(file, `http://localhost${path}`).pathname);
    }
  }
  const shipped = [...sources.values()].join("\n");
  const preact = await Deno.readTextFile(
    new URL(import.meta.resolve("preact")),
  );
  // A name that Preact's own build keeps.
  const count = (text: string) => text.split("getDerivedStateFromError").length;
  equal(count(shipped), count(preact));
  equal(shipped.split('Symbol.for("preact-signals")').length, 2);
});
