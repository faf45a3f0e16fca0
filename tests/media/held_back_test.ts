import assert from "node:assert/strict";
import { Problem } from "../../lib/http/problem.ts";
import { heldBackFiles } from "../../lib/media/held_back.ts";
import { media } from "../../lib/media/area.ts";
import { ScannerAwayError } from "../../lib/media/scanner/scanner.ts";
import { testServices } from "../support/services.ts";
import { insertFile, uploadText } from "./given.ts";
import { EICAR } from "./samples.ts";

const MALWARE = new TextDecoder().decode(EICAR);

Deno.test("admins see what waits, what was found infected and what was not taken: of their tenant, or of all", async () => {
  await using services = await testServices();
  const { clock, jobs, scanner } = services;
  const ada = await services.user("ada@acme.test");
  const carla = await services.user("carla@acme.test", {
    role: "tenant_admin",
  });
  const gina = await services.user("gina@globex.test");
  const root = await services.user("root@x.test", { role: "global_admin" });

  await uploadText(services, ada, "Harmless", "fine.txt");
  await assert.rejects(
    uploadText(services, ada, MALWARE, "refused.txt"),
    { status: 422 },
  );
  clock.advance(1_000);
  await insertFile(services, ada, EICAR);
  await jobs.runDue(media.jobs!(services));
  clock.advance(1_000);
  services.scanner = {
    ...scanner,
    scan: () => Promise.reject(new ScannerAwayError("clamd is away")),
  };
  await uploadText(services, gina, "Harmless", "waiting.txt");

  const seenBy = async (who: typeof ada) =>
    (await heldBackFiles(services, who)).map(
      ({ tenantId, fileName, uploadedBy, state, threat }) =>
        [tenantId, fileName, uploadedBy, state, threat].join(" "),
    );
  const ofAcme = [
    "acme note.txt ada@acme.test infected Eicar-Test-Signature",
    "acme refused.txt ada@acme.test refused Eicar-Test-Signature",
  ];
  assert.deepEqual(await seenBy(carla), ofAcme);
  assert.deepEqual(await seenBy(root), [
    "globex waiting.txt gina@globex.test scanning ",
    ...ofAcme,
  ]);
  const agent = await services.user("ann@acme.test", { role: "agent" });
  for (const other of [ada, agent]) {
    await assert.rejects(seenBy(other), Problem);
  }

  services.scanner = scanner;
  clock.advance(91 * 86_400_000);
  await jobs.runDue(media.jobs!(services));
  assert.ok(!(await seenBy(root)).some((line) => line.includes("refused")));
});
