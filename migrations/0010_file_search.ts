import { type Kysely, sql } from "kysely";
import { fileText } from "../lib/shared/file_text.ts";

/** Rows changed by one statement. */
const AT_ONCE = 500;

interface Tables {
  MediaFiles: {
    Id: number;
    FileName: string;
    Description: string | null;
    SearchText: string;
  };
}

/** Files are found by their text as the page folds it too: `duong` finds `Đường`. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await rewrite(
    db,
    (fileName, description) => fileText({ fileName, description }),
  );
}

export async function down(db: Kysely<Tables>): Promise<void> {
  await rewrite(
    db,
    (fileName, description) =>
      `${fileName}\n${description ?? ""}`.toLowerCase().normalize("NFD")
        .replaceAll(/\p{Mn}/gu, ""),
  );
}

async function rewrite(
  db: Kysely<Tables>,
  textOf: (fileName: string, description: string | null) => string,
): Promise<void> {
  for (let last = 0;;) {
    const rows = await db.selectFrom("MediaFiles")
      .select(["Id", "FileName", "Description"])
      .where("Id", ">", last).orderBy("Id").limit(AT_ONCE).execute();
    if (rows.length === 0) return;
    const texts = JSON.stringify(
      rows.map(({ Id, FileName, Description }) => [
        Id,
        textOf(FileName, Description),
      ]),
    );
    await sql`
      UPDATE MediaFiles SET SearchText = new.value->>1
      FROM json_each(${texts}) AS new
      WHERE MediaFiles.Id = new.value->>0`.execute(db);
    last = rows.at(-1)!.Id;
  }
}
