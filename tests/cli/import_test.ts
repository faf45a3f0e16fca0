import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import type { Actor } from "../../lib/auth/actor.ts";
import { unreadCount } from "../../lib/messages/unread_count.ts";
import { box, eventsAfter } from "../messages/given.ts";
import { type TestServices, testServices } from "../support/services.ts";
import { until } from "../support/until.ts";
import { command, start } from "./command.ts";

const line = (fields: Record<string, unknown> = {}) =>
  JSON.stringify({
    sender: "person38",
    sentAt: "2018-07-14T15:43:56+02:00",
    subject: "Initial commit",
    body: "It begins.",
    ...fields,
  });

async function acme() {
  const services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const path = join(services.dataDir, "history.jsonl");
  const write = async (content: string | Uint8Array) =>
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
  const load = (...to: string[]) =>
    command("import", [path, "--tenant", "acme", "--to", ...to], services);
  return { services, ada, ben, path, write, load };
}

Deno.test("a file's lines are in the inboxes with their dates, read, in order, and nobody is told", async () => {
  const { services, ada, ben, write, load } = await acme();
  await using _ = services;
  await write([
    line(),
    line({
      sender: "ben@acme.test",
      subject: "Tiếng Việt 🇻🇳",
      body: "\n\t“x”",
    }),
    line({ sentAt: "2017-01-01T00:00:00.123456Z", subject: "Before that" }),
  ].join("\n"));
  const { code, stdout } = await load("Ada@acme.test", "ben@acme.test");

  assert.equal(code, 0);
  assert.equal(stdout, "3 imported, 0 already there, 0 skipped\n");
  for (const actor of [ada, ben]) {
    const messages = await box(services, actor);
    assert.deepEqual(
      messages.map(({ subject, createdAt, sender, isRead }) => [
        subject,
        createdAt,
        sender.email,
        isRead,
      ]),
      [
        ["Tiếng Việt 🇻🇳", "2018-07-14T13:43:56.000Z", "ben@acme.test", true],
        [
          "Initial commit",
          "2018-07-14T13:43:56.000Z",
          "person38@acme.invalid",
          true,
        ],
        [
          "Before that",
          "2017-01-01T00:00:00.123Z",
          "person38@acme.invalid",
          true,
        ],
      ],
    );
    assert.equal(messages[0].body, "\n\t“x”");
    assert.equal(messages[0].recipients.length, 2);
    assert.equal((await unreadCount(services, actor)).count, 0);
    assert.equal((await box(services, actor, { q: "tieng viet" })).length, 1);
  }
  const events = await eventsAfter(services);
  assert.deepEqual(events.map(({ type }) => type), ["user:joined"]);
});

Deno.test("a sender whom the tenant does not know becomes a user who cannot log in", async () => {
  const { services, write, load } = await acme();
  await using _ = services;
  await write([line(), line({ sender: "zoe@elsewhere.example" })].join("\n"));
  await load("ada@acme.test");
  const users = await services.db.query.selectFrom("Users")
    .select(["TenantId", "Email", "Name", "Role", "PasswordHash"])
    .where("Email", "not like", "%@acme.test").execute();
  const made = {
    TenantId: "acme",
    Role: "subscriber" as const,
    PasswordHash: null,
  };
  assert.deepEqual(users, [
    { ...made, Email: "person38@acme.invalid", Name: "person38" },
    { ...made, Email: "zoe@elsewhere.example", Name: "zoe" },
  ]);
});

Deno.test("the same file again doubles nothing, compressed or not; equal lines are two messages", async () => {
  const { services, ada, ben, write, load } = await acme();
  await using _ = services;
  const content = `${line()}\r\n\n${line()}\n`;
  await write(content);
  assert.equal(
    (await load("ada@acme.test")).stdout,
    "2 imported, 0 already there, 0 skipped\n",
  );
  const compressed = gzipSync(content);
  await write(compressed);
  assert.equal(
    (await load("ada@acme.test")).stdout,
    "0 imported, 2 already there, 0 skipped\n",
  );
  assert.equal((await box(services, ada)).length, 2);

  await load("ben@acme.test", "ada@acme.test");
  for (const actor of [ada, ben]) {
    const messages = await box(services, actor);
    assert.equal(messages.length, 2);
    assert.equal(messages[0].recipientCount, 2);
  }
});

Deno.test("bad lines are named by number and passed over", async () => {
  const { services, ada, write, load } = await acme();
  await using _ = services;
  await services.user("gus@globex.test");
  const encode = (text: string) => new TextEncoder().encode(text + "\n");
  const lines = [
    encode(line()),
    encode("not JSON"),
    encode("[]"),
    encode(line({ sentAt: "yesterday" })),
    encode(line({ sentAt: "2018-07-14" })),
    encode(line({ sentAt: "2999-01-01T00:00:00Z" })),
    encode(line({ subject: undefined })),
    encode(line({ body: "x".repeat(20_001) })),
    encode(line({ body: "a\u0000b" })),
    encode(line({ sender: "gus@globex.test" })),
    encode(line({ sender: "two words" })),
    encode(line({ sender: "person..38" })),
    new Uint8Array([0x22, 0xff, 0x22, 0x0a]),
    encode(line({ body: "x".repeat(300_000) })),
    encode(line({ subject: "The last" })),
  ];
  await write(new Uint8Array(await new Blob(lines).arrayBuffer()));
  const { code, stdout, stderr } = await load("ada@acme.test");

  assert.equal(code, 0);
  assert.equal(stdout, "2 imported, 0 already there, 13 skipped\n");
  const told = new Map(
    [...stderr.matchAll(/^line (\d+): (.*)$/gm)].map((
      [, number, why],
    ) => [Number(number), why]),
  );
  const expected: Record<number, RegExp> = {
    2: /not JSON/,
    3: /object/,
    4: /^sentAt: /,
    5: /^sentAt: /,
    6: /^sentAt: 2999-01-01T00:00:00.000Z is in the future/,
    7: /^subject: /,
    8: /^body: .*20000/,
    9: /^body: .*U\+0000/,
    10: /^sender: "gus@globex.test" is in another tenant/,
    11: /^sender: must be/,
    12: /^sender: /,
    13: /not UTF-8/,
    14: /too long/,
  };
  assert.deepEqual([...told.keys()].sort((a, b) => a - b), [
    ...Object.keys(expected).map(Number),
  ]);
  for (const [number, why] of Object.entries(expected)) {
    assert.match(told.get(Number(number))!, why, `line ${number}`);
  }
  assert.deepEqual(
    (await box(services, ada)).map(({ subject }) => subject),
    ["The last", "Initial commit"],
  );
});

Deno.test("an import that was cut short, however, goes on where it was when it is started again", async () => {
  const { services, ada, path, write, load } = await acme();
  await using _ = services;
  const lines = Array.from(
    { length: 5_000 },
    (_, index) => line({ subject: `${index}` }),
  );
  await write(lines.join("\n"));
  const cutShort = async (signal: Deno.Signal) => {
    const before = await countOf(services, ada);
    const args = [path, "--tenant", "acme", "--to", "ada@acme.test"];
    const process = start("import", args, services);
    const output = process.output();
    await until(
      "it has begun",
      async () => await countOf(services, ada) > before,
    );
    process.kill(signal);
    const { code, stdout } = await output;
    return { code, stdout: new TextDecoder().decode(stdout) };
  };

  const { code, stdout } = await cutShort("SIGINT");
  assert.equal(code, 130);
  assert.match(stdout, /imported.*\nInterrupted: the same command again/);
  await cutShort("SIGKILL");
  const present = await countOf(services, ada);
  assert.ok(present < lines.length, "it was over before it was cut short");
  assert.equal(present % 500, 0);

  const rest = await load("ada@acme.test");
  assert.equal(
    rest.stdout.replaceAll(",", ""),
    `${lines.length - present} imported ${present} already there 0 skipped\n`,
  );
  assert.equal(await countOf(services, ada), lines.length);
});

const WRONG: [what: string, args: string[], code: number, says: RegExp][] = [
  ["no file", [], 2, /FILE is missing\n\nUsage: deno task import FILE/],
  ["no tenant", ["f", "--to", "ada@acme.test"], 2, /--tenant is missing/],
  ["no recipient", ["f", "--tenant", "acme"], 2, /--to is missing/],
  [
    "a file that there is not",
    ["nowhere.jsonl", "--tenant", "acme", "--to", "ada@acme.test"],
    1,
    /^Cannot import "nowhere.jsonl": .*no such file/,
  ],
  [
    "a tenant that there is not",
    ["deno.json", "--tenant", "nowhere", "--to", "ada@acme.test"],
    1,
    /^Cannot import: there is no tenant "nowhere"\n$/,
  ],
  [
    "recipients of another tenant",
    ["deno.json", "--tenant", "acme", "--to", "x@globex.test", "y@globex.test"],
    1,
    /^Cannot import: recipient "x@globex.test" is not in tenant "acme"\nCannot import: recipient "y@globex.test"/,
  ],
  [
    "a file of which no line can be used",
    ["deno.json", "--tenant", "acme", "--to", "ada@acme.test"],
    1,
    /^line 1: not JSON/,
  ],
];

Deno.test("what cannot be done is said, and is no success", async () => {
  await using services = await testServices();
  await services.user("ada@acme.test");
  for (const [what, args, code, says] of WRONG) {
    const outcome = await command("import", args, services);
    assert.equal(outcome.code, code, what);
    assert.match(outcome.stderr, says, what);
  }
  const damaged = join(services.dataDir, "damaged.gz");
  await Deno.writeFile(damaged, gzipSync(line().repeat(100)).subarray(0, -20));
  const outcome = await command(
    "import",
    [damaged, "--tenant", "acme", "--to", "ada@acme.test"],
    services,
  );
  assert.equal(outcome.code, 1);
  assert.match(outcome.stderr, /^Cannot import ".*damaged.gz": unexpected end/);
});

const REAL = fileURLToPath(
  new URL("../../../shared/data/messages.jsonl.gz", import.meta.url),
);
if (existsSync(REAL)) {
  Deno.test("six thousand real messages are imported whole", async () => {
    const { services, ada } = await acme();
    await using _ = services;
    const { stdout } = await command(
      "import",
      [REAL, "--tenant", "acme", "--to", "ada@acme.test"],
      services,
    );
    assert.equal(stdout, "6,780 imported, 0 already there, 0 skipped\n");
    assert.equal(await countOf(services, ada), 6_780);
  });
}

async function countOf({ db }: TestServices, reader: Actor): Promise<number> {
  const { count } = await db.query.selectFrom("MessageRecipients")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("RecipientEmail", "=", reader.email).executeTakeFirstOrThrow();
  return count;
}
