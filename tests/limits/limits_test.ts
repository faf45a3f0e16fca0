import assert from "node:assert/strict";
import { AREAS } from "../../lib/areas.ts";
import {
  type LimitsInput,
  limitsInput,
  numberLimit,
} from "../../lib/limits/contract.ts";
import { limitsOf } from "../../lib/limits/limits.ts";
import { getLimits, setLimits } from "../../lib/limits/set_limits.ts";
import { streamsPerUser } from "../../lib/limits/streams_per_user.ts";
import { send, trySend } from "../messages/given.ts";
import { testServices, type TestServicesOptions } from "../support/services.ts";

const Input = limitsInput(AREAS);

async function given(options?: TestServicesOptions) {
  const services = await testServices(options);
  const root = await services.user("root@h.test", { role: "global_admin" });
  const carla = await services.user("carla@acme.test", {
    role: "tenant_admin",
  });
  const ada = await services.user("ada@acme.test");
  await services.user("ben@acme.test");
  const gina = await services.user("gina@globex.test");
  const greg = await services.user("greg@globex.test", {
    role: "tenant_admin",
  });
  return { services, root, carla, ada, gina, greg };
}

Deno.test("where nobody has set a limit, the built-in ones hold", async () => {
  const { services, root } = await given();
  await using _ = services;
  const { own, ...limits } = await getLimits(services, root, null);
  assert.deepEqual(own, {});
  assert.deepEqual(
    Object.keys(limits),
    [
      ...AREAS.flatMap(({ limits = {} }) => Object.keys(limits)),
      "streamsPerUser",
    ],
  );
  const told = { ...limits, allowedTypes: limits.allowedTypes.length };
  assert.partialDeepStrictEqual(told, {
    maxFileBytes: 26_214_400,
    userQuotaBytes: 5 * 1024 ** 3,
    tenantQuotaBytes: 100 * 1024 ** 3,
    maxFilesPerMessage: 10,
    allowedTypes: 34,
    maxSubjectLength: 200,
    maxBodyLength: 20_000,
    streamsPerUser: 8,
  });
  assert.deepEqual(await limitsOf(services, "acme"), limits);
});

Deno.test("a tenant's own limit goes before the global one, which goes before the built-in", async () => {
  const { services, root, carla } = await given();
  await using _ = services;
  const set = (
    ...[actor, tenantId, input]: [typeof root, string | null, LimitsInput]
  ) => setLimits(services, AREAS, actor, tenantId, Input.parse(input));
  const bytesIn = async (tenantId: string) =>
    (await limitsOf(services, tenantId)).maxFileBytes;

  await set(root, null, { maxFileBytes: 1_000, maxFilesPerMessage: 3 });
  assert.equal(await bytesIn("acme"), 1_000);
  const acme = await set(carla, "acme", { maxFileBytes: 2_000 });
  assert.equal(acme.maxFileBytes, 2_000);
  assert.equal(acme.maxFilesPerMessage, 3);
  assert.deepEqual(acme.own, { maxFileBytes: 2_000 });
  assert.equal(await bytesIn("globex"), 1_000);

  const back = await set(carla, "acme", { maxFileBytes: null });
  assert.equal(back.maxFileBytes, 1_000);
  assert.deepEqual(back.own, {});
  await set(root, null, { maxFileBytes: null });
  assert.equal(await bytesIn("acme"), 26_214_400);
});

Deno.test("a limit that is set again is one limit, by whoever set it last", async () => {
  const { services, root } = await given();
  await using _ = services;
  for (const allowedTypes of [["image/png"], ["text/plain", "image/gif"]]) {
    await setLimits(services, AREAS, root, null, { allowedTypes });
    await setLimits(services, AREAS, root, "acme", { allowedTypes });
  }
  const { allowedTypes } = await limitsOf(services, "acme");
  assert.deepEqual(allowedTypes, ["text/plain", "image/gif"]);
  const rows = await services.db.query.selectFrom("Limits")
    .select(["TenantId", "Name", "UpdatedBy"]).execute();
  assert.deepEqual(rows.map(({ TenantId }) => TenantId), [null, "acme"]);
});

Deno.test("global admins set every limit, tenant admins their own tenant's, others none", async () => {
  const { services, root, carla, ada, gina, greg } = await given();
  await using _ = services;
  const statusOf = (
    ...[actor, tenantId]: [typeof root, string | null]
  ) =>
    setLimits(services, AREAS, actor, tenantId, {}).then(
      () => 200,
      (problem) => problem.status,
    );
  for (
    const [actor, tenantId, status] of [
      [root, null, 200],
      [root, "acme", 200],
      [root, "system", 200],
      [root, "nowhere", 404],
      [carla, "acme", 200],
      [carla, null, 403],
      [carla, "globex", 404],
      [ada, "acme", 403],
      [ada, null, 403],
      [gina, "acme", 404],
      [greg, "acme", 404],
    ] as const
  ) {
    assert.equal(
      await statusOf(actor, tenantId),
      status,
      `${actor.email} in ${tenantId}`,
    );
  }
  await assert.rejects(setLimits(services, AREAS, carla, null, {}), {
    detail:
      'Cannot set the global limits: "carla@acme.test" is not a global admin',
  });
  await assert.rejects(getLimits(services, ada, "acme"), {
    detail:
      'Cannot read the limits of "acme": "ada@acme.test" is not an admin of it',
  });
});

Deno.test("what is no limit is refused, naming the field", () => {
  for (
    const [wrong, path] of [
      [{ maxFileBytes: 0 }, "maxFileBytes"],
      [{ maxFileBytes: 1.5 }, "maxFileBytes"],
      [{ maxFileBytes: "1000" }, "maxFileBytes"],
      [{ maxFilesPerMessage: -1 }, "maxFilesPerMessage"],
      [{ maxFilesPerMessage: 101 }, "maxFilesPerMessage"],
      [{ allowedTypes: ["png"] }, "allowedTypes"],
      [{ allowedTypes: "image/png" }, "allowedTypes"],
      [{ maxSubjectLength: 1_001 }, "maxSubjectLength"],
      [{ maxBodyLength: 0 }, "maxBodyLength"],
      [{ streamsPerUser: 0 }, "streamsPerUser"],
      [{ maxFileByte: 1 }, undefined],
    ] as const
  ) {
    const { error } = Input.safeParse(wrong);
    assert.equal(error?.issues[0].path[0], path, JSON.stringify(wrong));
  }
  assert.deepEqual(
    Input.parse({ allowedTypes: [" IMAGE/png", "image/png"] }),
    { allowedTypes: ["image/png"] },
  );
});

Deno.test("what can be set is what the areas have, and a number of streams", () => {
  const maxBodyLength = numberLimit({
    min: 2,
    max: 5,
    builtIn: 3,
    description: "",
  });
  const input = limitsInput([{}, { limits: { maxBodyLength } }]);
  const wanted = { maxBodyLength: 5, streamsPerUser: "off" as const };
  assert.deepEqual(input.parse(wanted), wanted);
  assert.deepEqual(input.parse({ maxBodyLength: null }), {
    maxBodyLength: null,
  });
  for (
    const wrong of [
      { maxBodyLength: 1 },
      { maxBodyLength: 6 },
      { maxSubjectLength: 5 },
    ]
  ) assert.equal(input.safeParse(wrong).success, false);
});

Deno.test("a message may be as long as the tenant allows, from the moment that is set", async () => {
  const { services, ada, carla, root } = await given();
  await using _ = services;
  const body = "x".repeat(20_001);
  const refusal = (input: Parameters<typeof send>[2]) =>
    send(services, ada, input).then(
      () => null,
      ({ status, options }) => [status, options.errors[0].path],
    );
  assert.deepEqual(await refusal({ body }), [422, "body"]);
  await setLimits(services, AREAS, root, null, { maxBodyLength: 20_001 });
  assert.equal(await refusal({ body }), null);

  await setLimits(services, AREAS, carla, "acme", { maxSubjectLength: 4 });
  assert.deepEqual(await refusal({ subject: "Hello" }), [422, "subject"]);
  assert.equal(await refusal({ subject: "Ahoy" }), null);
});

Deno.test("a retry of what was sent is answered as before, though it were too long now", async () => {
  const { services, ada, carla } = await given();
  await using _ = services;
  const first = await trySend(services, ada, { clientId: "one" });
  await setLimits(services, AREAS, carla, "acme", { maxSubjectLength: 1 });
  const again = await trySend(services, ada, { clientId: "one" });
  assert.equal(again.created, false);
  assert.equal(again.message.id, first.message.id);
});

Deno.test("a user's streams are as many as the tenant allows, else the server", async () => {
  const environment = { STREAMS_PER_USER: "off" };
  const { services, root } = await given({ environment });
  await using _ = services;
  assert.equal(await streamsPerUser(services, "acme"), Infinity);
  const { streamsPerUser: told } = await getLimits(services, root, "acme");
  assert.equal(told, "off");
  await setLimits(services, AREAS, root, "acme", { streamsPerUser: 2 });
  assert.equal(await streamsPerUser(services, "acme"), 2);
  assert.equal(await streamsPerUser(services, "globex"), Infinity);
});
