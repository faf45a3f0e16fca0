import { type Kysely, sql } from "kysely";

/**
 * What an event is about, who joins and leaves topics with it, and the log's answer to a redaction.
 * Both are done by triggers, since events are inserted last in a transaction, many at a time: only
 * there is their id known, and only there is every earlier event in its place.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE Events ADD COLUMN About TEXT`.execute(db);
  await sql`ALTER TABLE Events ADD COLUMN Changes TEXT`.execute(db);
  await sql`CREATE INDEX EventsAbout ON Events (About) WHERE About IS NOT NULL`
    .execute(db);
  await sql`
    CREATE TABLE TopicChanges (
      EventId INTEGER NOT NULL,
      TenantId TEXT NOT NULL,
      UserId INTEGER NOT NULL,
      Topic TEXT NOT NULL,
      Joined INTEGER NOT NULL CHECK (Joined IN (0, 1)),
      PRIMARY KEY (EventId, UserId, Topic)
    ) WITHOUT ROWID`.execute(db);
  await sql`
    CREATE INDEX TopicChangesByUser ON TopicChanges (UserId, EventId)`
    .execute(db);
  await sql`
    CREATE TRIGGER EventsChangeTopics AFTER INSERT ON Events
    WHEN NEW.Changes IS NOT NULL
    BEGIN
      INSERT INTO TopicChanges (EventId, TenantId, UserId, Topic, Joined)
      SELECT NEW.Id, NEW.TenantId, value ->> 0, value ->> 1, value ->> 2
      FROM json_each(NEW.Changes);
    END`.execute(db);
  await sql`
    CREATE TRIGGER EventsRedact AFTER INSERT ON Events
    WHEN NEW.Type = 'log:redacted'
    BEGIN
      UPDATE Events SET Payload =
        json_set(json_remove(Payload, '$.truncated'), '$.payload', json(state.value))
      FROM json_each(NEW.Payload, '$.payload') AS state
      WHERE Events.About = NEW.About AND Events.Id < NEW.Id
        AND Events.Type = state.key;
    END`.execute(db);
}

/** Without the changes nobody can tell what a client from before was entitled to: all start anew. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    UPDATE Shard SET Floor = max(Floor, (SELECT coalesce(max(Id), 0) FROM Events))`
    .execute(db);
  await sql`DROP TRIGGER EventsRedact`.execute(db);
  await sql`DROP TRIGGER EventsChangeTopics`.execute(db);
  await sql`DROP TABLE TopicChanges`.execute(db);
  await sql`DROP INDEX EventsAbout`.execute(db);
  await sql`ALTER TABLE Events DROP COLUMN Changes`.execute(db);
  await sql`ALTER TABLE Events DROP COLUMN About`.execute(db);
}
