import assert from "node:assert/strict";
import { HttpError } from "fresh";
import {
  CommitUnknownError,
  DatabaseAwayError,
  DatabaseBusyError,
} from "../../lib/db/errors.ts";
import { define } from "../../lib/http/define.ts";
import { Problem } from "../../lib/http/problem.ts";
import { type Log, silentLog } from "../../lib/log.ts";
import { testServices } from "../support/services.ts";
import { testApp } from "./app.ts";

interface Case {
  thrown: unknown;
  status: number;
  headers?: Record<string, string>;
  isLogged: boolean;
}

const CASES: Record<string, Case> = {
  "a problem": {
    thrown: new Problem(409, "taken", { headers: { "retry-after": "7" } }),
    status: 409,
    headers: { "retry-after": "7" },
    isLogged: false,
  },
  "the router's error": {
    thrown: new HttpError(404),
    status: 404,
    isLogged: false,
  },
  "a busy database": {
    thrown: new DatabaseBusyError("held"),
    status: 503,
    headers: { "retry-after": "1" },
    isLogged: true,
  },
  "a lock, wrapped in other errors": {
    thrown: new Error("query failed", {
      cause: Object.assign(new Error("locked"), { code: "SQLITE_BUSY" }),
    }),
    status: 503,
    headers: { "retry-after": "1" },
    isLogged: true,
  },
  "a full disk": {
    thrown: Object.assign(new Error("full"), { code: "SQLITE_FULL" }),
    status: 503,
    headers: { "retry-after": "1" },
    isLogged: true,
  },
  "a server that cannot be reached": {
    thrown: new DatabaseAwayError("no answer"),
    status: 503,
    headers: { "retry-after": "1" },
    isLogged: true,
  },
  "a server lost while it committed": {
    thrown: new CommitUnknownError("lost"),
    status: 503,
    headers: { "retry-after": "1" },
    isLogged: true,
  },
  "anything else": {
    thrown: new Error("a secret detail"),
    status: 500,
    isLogged: true,
  },
  "what is no error": {
    thrown: "a secret detail",
    status: 500,
    isLogged: true,
  },
};

for (
  const [what, { thrown, status, headers, isLogged }] of Object.entries(CASES)
) {
  Deno.test(`${what} thrown by a route is answered with ${status}`, async () => {
    const logged: unknown[] = [];
    const log: Log = { ...silentLog, error: (...line) => logged.push(line) };
    await using services = await testServices();
    const fail = {
      handler: define.handlers(() => {
        throw thrown;
      }),
    };
    const ask = testApp({ ...services, log }, {
      "/healthz": fail,
      "/login": fail,
    });

    const problem = await ask("/healthz");
    assert.equal(problem.status, status);
    assert.equal(
      problem.headers.get("content-type"),
      "application/problem+json",
    );
    const text = await problem.text();
    assert.equal(JSON.parse(text).status, status);
    assert.doesNotMatch(text, /secret/);

    const page = await ask("/login", { headers: { accept: "text/html" } });
    assert.equal(page.status, status);
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.match(page.headers.get("content-security-policy")!, /'nonce-/);
    assert.doesNotMatch(await page.text(), /secret/);

    for (const [name, value] of Object.entries(headers ?? {})) {
      assert.equal(problem.headers.get(name), value);
      assert.equal(page.headers.get(name), value);
    }
    assert.equal(logged.length, isLogged ? 2 : 0);
  });
}
