import { type Kysely, sql } from "kysely";
import { personText } from "../lib/shared/person_text.ts";

/** Rows changed by one statement. */
const AT_ONCE = 500;

interface Tables {
  Users: { Id: number; Name: string; Email: string };
}

/** People are found by their text as the page folds it too: `dang` finds `Đặng`. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql`ALTER TABLE Users ADD COLUMN SearchText TEXT NOT NULL DEFAULT ''`
    .execute(db);
  for (let last = 0;;) {
    const rows = await db.selectFrom("Users").select(["Id", "Name", "Email"])
      .where("Id", ">", last).orderBy("Id").limit(AT_ONCE).execute();
    if (rows.length === 0) return;
    const texts = JSON.stringify(
      rows.map(({ Id, Name, Email }) => [
        Id,
        personText({ name: Name, email: Email }),
      ]),
    );
    await sql`
      UPDATE Users SET SearchText = new.value->>1
      FROM json_each(${texts}) AS new
      WHERE Users.Id = new.value->>0`.execute(db);
    last = rows.at(-1)!.Id;
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE Users DROP COLUMN SearchText`.execute(db);
}
