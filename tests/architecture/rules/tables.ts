import { declarationsIn, type Project } from "../reading/project.ts";
import type { Rule } from "../rule.ts";

/** Written by their own folder alone, and joined for reading everywhere. */
const SHARED: Record<string, string> = {
  Users: "lib/tenancy",
  Tenants: "lib/tenancy",
};

export const tables: Rule = {
  says: "each table is named in queries by one folder alone",
  breaches(project) {
    const uses = usesIn(project);
    return declarationsIn(project, "Schema").flatMap(([path, table]) => {
      const ofTable = uses.filter(({ name }) => name === table);
      if (ofTable.length === 0) return [`${path}: no query names ${table}`];
      return table in SHARED
        ? writtenElsewhere(ofTable, SHARED[table])
        : ownedByMany(ofTable);
    });
  },
  samples: {
    "a table that another folder reads by Kysely": {
      "lib/media/sample.ts":
        `tx.selectFrom("MediaFiles as f").innerJoin("MessageRecipients as r", "r.Id", "f.Id");`,
    },
    "a table that another folder reads in SQL": {
      "lib/media/sample.ts":
        "sql`EXISTS (SELECT 1 FROM MessageRecipients AS mine)`;",
    },
    "a table that another folder writes in SQL": {
      "lib/watch/sample.ts": `db.execute("DELETE FROM Jobs");`,
    },
    "a user whom another folder changes": {
      "lib/messages/sample.ts": `tx.updateTable("Users").set({ Name: "" });`,
    },
    "a route that asks the database": {
      "routes/sample.ts": `services.db.query.selectFrom("Messages");`,
    },
    "a table that nobody names": {
      "lib/sample/tables.ts":
        `declare module "../db/schema.ts" { interface Schema extends Tables {} }
        interface Tables { Samples: Row }`,
    },
  },
};

interface Use {
  path: string;
  folder: string;
  name: string;
  writes: boolean;
}

/** What queries name; migrations are no queries. */
function usesIn(project: Project): Use[] {
  return [...project.modules]
    .filter(([path]) => !path.startsWith("migrations/"))
    .flatMap(([path, { queried }]) =>
      queried.map((each) => ({ path, folder: folderOf(path), ...each }))
    );
}

function writtenElsewhere(uses: Use[], owner: string): string[] {
  return uses.filter(({ writes, folder }) => writes && folder !== owner)
    .map(({ path, name }) => `${path} writes ${name}, which is ${owner}'s`);
}

function ownedByMany(uses: Use[]): string[] {
  const byFolder = Map.groupBy(uses, ({ folder }) => folder);
  const [owner, ...others] = [...byFolder.keys()].toSorted((one, other) =>
    byFolder.get(other)!.length - byFolder.get(one)!.length
  );
  return uses.filter(({ folder }) => others.includes(folder))
    .map(({ path, name }) => `${path} names ${name}, which is ${owner}'s`);
}

function folderOf(path: string): string {
  const [first, second] = path.split("/");
  return first === "lib" ? `${first}/${second}` : first;
}
