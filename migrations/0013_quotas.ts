import { type Kysely, sql } from "kysely";

/**
 * What is used of the store: by each who uploads, and without an address by the whole tenant. The
 * sums are kept by triggers, so that whatever way a file comes or goes, they are true; to sum up
 * all files at each upload would cost more with each of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE Quotas (
      TenantId TEXT NOT NULL REFERENCES Tenants (Id) ON DELETE CASCADE,
      Email TEXT NOT NULL COLLATE NOCASE,
      UsedBytes INTEGER NOT NULL,
      PRIMARY KEY (TenantId, Email)
    ) WITHOUT ROWID`.execute(db);
  for (const email of ["UploadedBy", "''"]) {
    await sql`
      INSERT INTO Quotas (TenantId, Email, UsedBytes)
      SELECT TenantId, ${sql.raw(email)},
        sum(FileSize + coalesce(ThumbnailSize, 0))
      FROM MediaFiles GROUP BY 1, 2 COLLATE NOCASE`.execute(db);
  }
  await sql`
    CREATE TRIGGER QuotaTaken AFTER INSERT ON MediaFiles BEGIN
      INSERT INTO Quotas (TenantId, Email, UsedBytes)
      VALUES
        (new.TenantId, new.UploadedBy,
          new.FileSize + coalesce(new.ThumbnailSize, 0)),
        (new.TenantId, '', new.FileSize + coalesce(new.ThumbnailSize, 0))
      ON CONFLICT DO UPDATE SET UsedBytes = UsedBytes + excluded.UsedBytes;
    END`.execute(db);
  await sql`
    CREATE TRIGGER QuotaGivenBack AFTER DELETE ON MediaFiles BEGIN
      UPDATE Quotas
      SET UsedBytes = UsedBytes - old.FileSize - coalesce(old.ThumbnailSize, 0)
      WHERE TenantId = old.TenantId AND Email IN (old.UploadedBy, '');
    END`.execute(db);
  await sql`
    CREATE TRIGGER QuotaChanged
    AFTER UPDATE OF FileSize, ThumbnailSize ON MediaFiles BEGIN
      UPDATE Quotas
      SET UsedBytes = UsedBytes
        - old.FileSize - coalesce(old.ThumbnailSize, 0)
        + new.FileSize + coalesce(new.ThumbnailSize, 0)
      WHERE TenantId = new.TenantId AND Email IN (new.UploadedBy, '');
    END`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TRIGGER QuotaChanged`.execute(db);
  await sql`DROP TRIGGER QuotaGivenBack`.execute(db);
  await sql`DROP TRIGGER QuotaTaken`.execute(db);
  await sql`DROP TABLE Quotas`.execute(db);
}
