import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE Tenants (
      Id TEXT NOT NULL PRIMARY KEY,
      Name TEXT NOT NULL,
      CreatedAt TEXT NOT NULL
    )`.execute(db);
  await sql`
    CREATE TABLE Users (
      Id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      TenantId TEXT NOT NULL REFERENCES Tenants (Id) ON DELETE CASCADE,
      Email TEXT NOT NULL COLLATE NOCASE UNIQUE,
      Name TEXT NOT NULL,
      Role TEXT NOT NULL CHECK (Role IN ('subscriber', 'tenant_admin', 'global_admin')),
      PasswordHash TEXT,
      IsActive INTEGER NOT NULL DEFAULT 1,
      CreatedAt TEXT NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX UsersByTenant ON Users (TenantId, Name)`.execute(db);
  await sql`
    CREATE TABLE Sessions (
      Id TEXT NOT NULL PRIMARY KEY,
      UserId INTEGER NOT NULL REFERENCES Users (Id) ON DELETE CASCADE,
      CreatedAt TEXT NOT NULL,
      ExpiresAt TEXT NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX SessionsByUser ON Sessions (UserId)`.execute(db);
  await sql`CREATE INDEX SessionsByExpiry ON Sessions (ExpiresAt)`.execute(db);
  await sql`
    CREATE TABLE SessionKeys (
      Id TEXT NOT NULL PRIMARY KEY,
      Secret TEXT NOT NULL,
      CreatedAt TEXT NOT NULL
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ["SessionKeys", "Sessions", "Users", "Tenants"]) {
    await sql`DROP TABLE ${sql.table(table)}`.execute(db);
  }
}
