import assert from "node:assert/strict";
import fc from "fast-check";
import { AREAS } from "../../lib/areas.ts";
import { PagingQuery } from "../../lib/http/paging.ts";
import { limitsSchema } from "../../lib/limits/contract.ts";
import { ROOT, sources } from "../support/module_graph.ts";
import { testServices } from "../support/services.ts";
import { testApp } from "./app.ts";
import * as openApi from "../../routes/api/openapi.json.ts";

/** The routes outside `routes/api` that are for programs too. */
const ALSO = ["routes/healthz.ts", "routes/readyz.ts", "routes/metrics.ts"];

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}
interface Operation {
  operationId: string;
  security?: unknown[];
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    schema: TextSchema;
  }[];
  responses: Record<string, unknown>;
}

interface TextSchema {
  type: string;
  pattern: string;
  maxLength: number;
}

async function fetchDocument(): Promise<Document> {
  await using services = await testServices();
  const ask = testApp(services, { "/api/openapi.json": openApi });
  const response = await ask("/api/openapi.json");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/json");
  return await response.json();
}

Deno.test("every route has its operation in the OpenAPI document, and every operation its route", async () => {
  const document = await fetchDocument();
  const described = Object.entries(document.paths).flatMap((
    [path, operations],
  ) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
  );
  const served: string[] = [];
  for (const file of [...sources("routes/api"), ...ALSO]) {
    const path = file.replace(/^routes|(\/index)?\.ts$/g, "")
      .replaceAll(/\[(\w+)\]/g, "{$1}");
    const { handler } = await import(`${ROOT}${file}`);
    const allow: string = handler.OPTIONS().headers.get("allow");
    for (const method of allow.split(", ")) {
      if (method !== "HEAD" && method !== "OPTIONS") {
        served.push(`${method} ${path}`);
      }
    }
  }
  assert.deepEqual(described.sort(), served.sort());
});

Deno.test("an operation has its parameters and an id of its own, and says how it fails", async () => {
  const { openapi, paths } = await fetchDocument();
  assert.equal(openapi, "3.1.0");
  const ids = new Set<string>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const operation of Object.values(operations)) {
      const { operationId, parameters = [], responses, security } = operation;
      assert.ok(!ids.has(operationId), operationId);
      ids.add(operationId);
      assert.deepEqual(
        parameters.filter((each) => each.in === "path").map(({ name }) => name),
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
      if (!security) {
        assert.ok(responses["401"], operationId);
        assert.ok(responses.default, operationId);
      }
    }
  }
});

Deno.test("every reference in the document leads somewhere", async () => {
  const document = await fetchDocument();
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
  let count = 0;
  for (const [, pointer] of references) {
    const [root, kind, name] = pointer.split("/");
    assert.equal(root, "components");
    assert.ok(document.components[kind][name], pointer);
    count++;
  }
  assert.ok(count > 20);
});

Deno.test("what an upload is refused for are reasons of its own, not those of a JSON body", async () => {
  const { paths } = await fetchDocument();
  const upload = paths["/api/messaging/attachments/upload"].post;
  const why = Object.entries(upload.responses).map(([status, response]) =>
    [status, (response as { description?: string }).description] as const
  );
  const described = Object.fromEntries(why);
  assert.match(described[413] ?? "", /limit/);
  assert.match(described[415] ?? "", /multipart\/form-data/);
  assert.match(described[422] ?? "", /malware/);
  const { attach, change } = {
    attach: paths["/api/messaging/attachments/attach"].post,
    change: paths["/api/media/{id}"].patch,
  };
  for (const { responses } of [attach, change]) assert.ok("409" in responses);
});

Deno.test("the document lets a cursor be what a list takes", async () => {
  const { paths } = await fetchDocument();
  const cursors = Object.values(paths)
    .flatMap(({ get }) => get?.parameters ?? [])
    .filter(({ name, schema }) => name === "cursor" && schema.type === "string")
    .map(({ schema }) => schema);
  assert.ok(cursors.length >= 4);
  const { cursor } = PagingQuery.shape;
  for (const described of cursors) {
    requireEqual(described, (text) => cursor.safeParse(text).success);
  }
});

Deno.test("the document lets a type of files be what the limits take", async () => {
  const { components } = await fetchDocument();
  // deno-lint-ignore no-explicit-any -- read where the document has it, or fail
  const { LimitsInput, LimitsAnswer } = components.schemas as any;
  const { allowedTypes } = limitsSchema(AREAS).shape;
  for (
    const { items } of [
      LimitsInput.properties.allowedTypes.anyOf[0],
      LimitsAnswer.properties.allowedTypes,
    ]
  ) {
    requireEqual(items, (type) => allowedTypes.safeParse([type]).success);
  }
});

/** That a text suits the described schema if and only if it is taken. */
function requireEqual(
  { pattern, maxLength }: TextSchema,
  isTaken: (text: string) => boolean,
): void {
  const described = new RegExp(pattern, "u");
  const part = fc.constantFrom(
    ..."azAZ09/!#$&^_.+-=~ \t\n\u00a0\u212a\u0130é🙂".match(/./gsu)!,
  );
  const texts = fc.oneof(
    fc.string({ unit: part, maxLength: 300 }),
    fc.array(fc.string({ unit: part, maxLength: 120 }), { maxLength: 3 })
      .map((parts) => parts.join("/")),
    fc.stringMatching(described),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const suits = text.length <= maxLength && described.test(text);
      assert.equal(isTaken(text), suits, JSON.stringify(text));
    }),
    { numRuns: 1_000 },
  );
}
