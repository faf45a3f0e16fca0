import assert from "node:assert/strict";
import { type Asker, mediaApi } from "./api.ts";
import * as samples from "./samples.ts";
import { fileOf } from "./samples.ts";

/**
 * Ada has the file. Ben and she exchange it, where they do; Cem is nobody's correspondent, Tess
 * administers their tenant, Gina and Greg are subscriber and admin of another, Root is the global
 * admin.
 */
const WHO = ["ada", "ben", "cem", "tess", "gina", "greg", "root"] as const;
type Who = typeof WHO[number];

/** What has happened to the file before it is asked for. */
interface Case {
  /** In Ada's message to Ben. */
  attached?: boolean;
  shared?: boolean;
  /** Out of the library. */
  deleted?: boolean;
  /** What has become of the message, for all or for Ben. */
  message?:
    | "deleted"
    | "recalled"
    | "expired"
    | "deletedByBen"
    | "archivedByBen"
    | "detached";
  /** Who may read it: content, thumbnail and details alike. */
  read: Who[];
  /** Who may change and delete it. */
  manage: Who[];
  /** Who finds it in the library, and may attach it. */
  library: Who[];
}

const CASES: Record<string, Case> = {
  "private": { read: ["ada"], manage: ["ada"], library: ["ada"] },
  "shared": {
    shared: true,
    read: ["ada", "ben", "cem", "tess"],
    manage: ["ada", "tess"],
    library: ["ada", "ben", "cem", "tess"],
  },
  "attached": {
    attached: true,
    read: ["ada", "ben"],
    manage: ["ada"],
    library: ["ada"],
  },
  "shared and attached": {
    shared: true,
    attached: true,
    read: ["ada", "ben", "cem", "tess"],
    manage: ["ada", "tess"],
    library: ["ada", "ben", "cem", "tess"],
  },
  "shared, attached and deleted": {
    shared: true,
    attached: true,
    deleted: true,
    read: ["ada", "ben"],
    manage: [],
    library: [],
  },
  "attached and deleted, the message recalled": {
    attached: true,
    deleted: true,
    message: "recalled",
    read: ["ada"],
    manage: [],
    library: [],
  },
  "attached and deleted, the message deleted": {
    attached: true,
    deleted: true,
    message: "deleted",
    read: [],
    manage: [],
    library: [],
  },
  "in a message that was deleted for all": {
    attached: true,
    message: "deleted",
    read: ["ada"],
    manage: ["ada"],
    library: ["ada"],
  },
  "in a message that was recalled": {
    attached: true,
    message: "recalled",
    read: ["ada"],
    manage: ["ada"],
    library: ["ada"],
  },
  "in a message that has expired": {
    attached: true,
    message: "expired",
    read: ["ada"],
    manage: ["ada"],
    library: ["ada"],
  },
  "in a message that Ben has deleted": {
    attached: true,
    message: "deletedByBen",
    read: ["ada"],
    manage: ["ada"],
    library: ["ada"],
  },
  "in a message that Ben has archived": {
    attached: true,
    message: "archivedByBen",
    read: ["ada", "ben"],
    manage: ["ada"],
    library: ["ada"],
  },
  "taken off the message": {
    attached: true,
    message: "detached",
    read: ["ada"],
    manage: ["ada"],
    library: ["ada"],
  },
};

for (const [name, each] of Object.entries(CASES)) {
  Deno.test(`who may do what with a file that is ${name}`, async () => {
    await using api = await mediaApi();
    const people = {} as Record<Who, Asker>;
    for (const who of WHO) people[who] = await api.user(...IDENTITY[who]);
    const { ada } = people;
    const id = await ada.give(
      fileOf(await samples.picture("png"), "plan.png", "image/png"),
    );
    const path = `/api/media/${id}`;
    await arrange();

    const got = { read: [], manage: [], library: [] } as Record<string, Who[]>;
    for (const who of WHO) {
      const asker = people[who];
      const mayRead = each.read.includes(who);
      for (const part of ["", "/content", "/thumbnail"]) {
        const response = await asker.fetch(path + part);
        await response.body?.cancel();
        assert.equal(
          response.status,
          mayRead ? 200 : 404,
          `${who} ${path}${part}`,
        );
        // The bytes are not told by what a cache has, either.
        const { headers, body } = await asker.fetch(path + part, {
          headers: { range: "bytes=0-0", "if-none-match": "*" },
          method: "HEAD",
        });
        await body?.cancel();
        if (!mayRead) assert.equal(headers.get("etag"), null);
      }
      if (mayRead) got.read.push(who);

      const { items } = (await asker.ask("/api/media")).json;
      const isListed = items.some((item: { id: number }) => item.id === id);
      const attach = await asker.send([id], {
        recipients: [asker.actor.userId],
      });
      assert.equal(attach.status, isListed ? 201 : 422, `${who} attaches`);
      if (isListed) got.library.push(who);
      if (attach.status === 201) {
        // The asker's own message would let them read it from now on.
        await asker.ask(
          `/api/messaging/attachments/${attach.json.attachments[0].id}`,
          "DELETE",
        );
      }

      const { status } = await asker.ask(path, "PATCH", { description: "x" });
      const mayManage = each.manage.includes(who);
      const refused = mayRead ? 403 : 404;
      assert.equal(status, mayManage ? 200 : refused, `${who} changes`);
      if (mayManage) got.manage.push(who);
      else {
        const answer = await asker.ask(path, "DELETE");
        assert.equal(answer.status, refused, `${who} deletes`);
      }
    }
    assert.deepEqual(got, {
      read: each.read,
      manage: each.manage,
      library: each.library,
    });
    for (const who of each.manage.toReversed().slice(0, 1)) {
      assert.equal((await people[who].ask(path, "DELETE")).status, 204);
    }

    async function arrange() {
      if (each.shared) await ada.ask(path, "PATCH", { shared: true });
      if (each.attached) {
        const expiresAt = each.message === "expired"
          ? new Date(api.services.clock.now().getTime() + 1_000).toISOString()
          : undefined;
        const { status, json } = await ada.send([id], { expiresAt });
        assert.equal(status, 201);
        await become(json.id, json.attachments[0].id);
      }
      if (each.deleted) await ada.ask(path, "DELETE");
    }

    async function become(messageId: number, attachmentId: number) {
      const { db, clock } = api.services;
      const message = (set: { IsDeleted?: 1; IsRecalled?: 1 }) =>
        db.write((tx) =>
          tx.updateTable("Messages").set(set).where("Id", "=", messageId)
            .execute()
        );
      const mine = (set: { IsDeleted?: 1; IsArchived?: 1 }) =>
        db.write((tx) =>
          tx.updateTable("MessageRecipients").set(set)
            .where("MessageId", "=", messageId).execute()
        );
      if (each.message === "deleted") await message({ IsDeleted: 1 });
      if (each.message === "recalled") await message({ IsRecalled: 1 });
      if (each.message === "deletedByBen") await mine({ IsDeleted: 1 });
      if (each.message === "archivedByBen") await mine({ IsArchived: 1 });
      if (each.message === "expired") clock.advance(2_000);
      if (each.message === "detached") {
        await ada.ask(`/api/messaging/attachments/${attachmentId}`, "DELETE");
      }
    }
  });
}

const IDENTITY: Record<Who, [string, Asker["actor"]["role"]?]> = {
  ada: ["ada@acme.test"],
  ben: ["ben@acme.test"],
  cem: ["cem@acme.test"],
  tess: ["tess@acme.test", "tenant_admin"],
  gina: ["gina@globex.test"],
  greg: ["greg@globex.test", "tenant_admin"],
  root: ["root@system.test", "global_admin"],
};
