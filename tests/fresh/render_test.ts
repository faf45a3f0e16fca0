import { equal, match, ok } from "node:assert/strict";
import { ask, read } from "./fixture_app.ts";

Deno.test("what a page gives to Head replaces what has the same key, in its place; the rest comes last", async () => {
  const head = /<head>(.*)<\/head>/.exec(await read("/"))![1];
  const normalised = head.replaceAll(/ nonce="\w+"/g, "")
    .replaceAll(/__frsh_c=\w+/g, "__frsh_c=1");
  equal(
    normalised,
    '<meta charset="utf-8"/><meta name="description" content="the page&#39;s"/>'
      .replace("&#39;", "'") +
      "<title>Home &amp; more</title>" +
      '<link rel="stylesheet" href="/styles.css?__frsh_c=1"/>' +
      "<style>body { margin: 0 }</style>" +
      '<meta name="robots" content="noindex"/>' +
      '<link rel="stylesheet" href="/print.css" media="print" data-key="print"/>',
  );
});

Deno.test("a page without Head leaves the shell's head as it is", async () => {
  match(await read("/docs"), /content="the app's"\/><title>Fixture<\/title>/);
});

Deno.test("every script and style has the render's nonce, which the response carries as a symbol", async () => {
  const response = await ask("/islands");
  const nonce = (response as unknown as Record<symbol, string>)[
    Symbol.for("__freshNonce")
  ];
  match(nonce, /^[0-9a-f]{32}$/);
  const html = await response.text();
  const elements = html.match(/<(script|style)\b[^>]*>/g)!;
  equal(elements.length, 2);
  for (const element of elements) {
    ok(element.includes(`nonce="${nonce}"`), element);
  }
  for (const [name, value] of response.headers) {
    ok(!value.includes(nonce), name);
  }
});

Deno.test("each render has a nonce of its own", async () => {
  const [first, second] = await Promise.all([read("/"), read("/")]);
  const nonceOf = (html: string) => /nonce="(\w+)"/.exec(html)![1];
  ok(nonceOf(first) !== nonceOf(second));
});

Deno.test("links say whether they lead here or above, unless they say so themselves", async () => {
  const nav = (html: string) => /<nav>(.*)<\/nav>/.exec(html)![1];
  const above = 'data-ancestor="true" aria-current="true"';
  const here = 'data-current="true" aria-current="page"';
  equal(
    nav(await read("/en/page")),
    `<a href="/" ${above}>Home</a>` +
      `<a href="/en/page" ${here}>Page</a>` +
      `<a href="/en/page?tab=2" ${above}>Tab</a>` +
      `<a href="/en" aria-current="false">English</a>`,
  );
  match(
    nav(await read("/en/page?tab=2")),
    new RegExp(`<a href="/en/page[?]tab=2" ${here}>Tab</a>`),
  );
  match(nav(await read("/docs")), /<a href="\/en\/page">Page<\/a>/);
});

Deno.test("images are locked to this build", async () => {
  match(await read("/"), /<img src="\/logo\.svg\?__frsh_c=[0-9a-f]{40}" alt/);
});
