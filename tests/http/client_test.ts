import assert from "node:assert/strict";
import { clientOf } from "../../lib/http/client.ts";

interface Case {
  peer: string;
  forwarded?: string;
  trustProxy?: boolean;
  address: string;
  isLocal: boolean;
}

const CASES: Case[] = [
  { peer: "127.0.0.1", address: "127.0.0.1", isLocal: true },
  { peer: "127.8.9.1", address: "127.8.9.1", isLocal: true },
  { peer: "::1", address: "::1", isLocal: true },
  {
    peer: "::ffff:127.0.0.1",
    address: "::ffff:127.0.0.1",
    isLocal: true,
  },
  { peer: "192.168.1.5", address: "192.168.1.5", isLocal: false },
  { peer: "128.0.0.1", address: "128.0.0.1", isLocal: false },
  {
    peer: "127.0.0.1",
    forwarded: "203.0.113.7",
    address: "127.0.0.1",
    isLocal: false,
  },
  {
    peer: "127.0.0.1",
    forwarded: "198.51.100.1, 203.0.113.7",
    trustProxy: true,
    address: "203.0.113.7",
    isLocal: false,
  },
  {
    peer: "127.0.0.1",
    forwarded: "127.0.0.1",
    trustProxy: true,
    address: "127.0.0.1",
    isLocal: true,
  },
  {
    peer: "127.0.0.1",
    forwarded: "127.0.0.1",
    address: "127.0.0.1",
    isLocal: false,
  },
  {
    peer: "203.0.113.7",
    forwarded: "127.0.0.1",
    address: "203.0.113.7",
    isLocal: false,
  },
];

for (const { peer, forwarded, trustProxy = false, address, isLocal } of CASES) {
  const way = forwarded
    ? ` for ${forwarded} by a proxy that is ${trustProxy ? "" : "not "}trusted`
    : "";
  Deno.test(
    `a request from ${peer}${way} is ${address}'s, ${
      isLocal ? "" : "not "
    }local`,
    () => {
      const headers = forwarded ? { "x-forwarded-for": forwarded } : undefined;
      const request = new Request("http://localhost", { headers });
      const remoteAddr = { transport: "tcp" as const, hostname: peer, port: 1 };
      assert.deepEqual(clientOf(request, { remoteAddr }, { trustProxy }), {
        address,
        isLocal,
      });
    },
  );
}

Deno.test("a connection without an address is not taken for local", () => {
  const remoteAddr = { transport: "unix" as const, path: "/run/harbor" };
  const request = new Request("http://localhost");
  const client = clientOf(request, { remoteAddr }, { trustProxy: false });
  assert.equal(client.isLocal, false);
});

const LOCAL = {
  remoteAddr: { transport: "tcp" as const, hostname: "127.0.0.1", port: 1 },
};

Deno.test("what a proxy passes on is not local, by whichever sign it shows", () => {
  const signs = [
    new Request("http://harbor.example"),
    new Request("http://localhost", { headers: { via: "1.1 proxy" } }),
    new Request("http://localhost", { headers: { forwarded: "for=::1" } }),
    new Request("http://localhost", { headers: { "x-real-ip": "127.0.0.1" } }),
    new Request("http://localhost", { headers: { "cf-connecting-ip": "::1" } }),
  ];
  for (const request of signs) {
    const { isLocal } = clientOf(request, LOCAL, { trustProxy: false });
    assert.equal(isLocal, false);
  }
});

Deno.test("behind a trusted proxy that does not say for whom it asks, nobody is local", () => {
  const request = new Request("http://localhost");
  const { isLocal } = clientOf(request, LOCAL, { trustProxy: true });
  assert.equal(isLocal, false);
});

const TELLING: Record<string, string> = {
  "origin": "https://harbor.example",
  "host": "harbor.example",
  "forwarded": "for=203.0.113.7",
  "via": "1.1 proxy",
  "x-real-ip": "203.0.113.7",
  "x-forwarded-host": "harbor.example",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "443",
};

for (const [name, value] of Object.entries(TELLING)) {
  Deno.test(`a request that has come by another machine is not local: ${name} says so`, () => {
    const url = name === "host" ? `http://${value}/` : "http://127.0.0.1/";
    const headers = name === "host" ? undefined : { [name]: value };
    const remoteAddr = {
      transport: "tcp",
      hostname: "127.0.0.1",
      port: 50_000,
    } as const;
    const of = (init: RequestInit, at = url) =>
      clientOf(new Request(at, init), { remoteAddr }, { trustProxy: false });
    assert.equal(of({ headers }).isLocal, false);
    assert.equal(of({}, "http://127.0.0.1/").isLocal, true);
  });
}
