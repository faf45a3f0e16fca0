import type { Actor } from "./auth/actor.ts";
import { atMost, atMostEach } from "./http/at_most.ts";

/** Runs a piece of work when it is its turn. @throws {LineFullError} */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

type Uploader = Pick<Actor, "userId" | "tenantId">;

/** What takes so much memory or so many cores that only a few of each run at once. */
export interface Turns {
  /** To hash a password: 32 MiB and 0.2 to 0.4 s of one core each. */
  password: Turn;
  /** To decode a picture: up to 32 MiB here and 512 MiB in the process that decodes it. */
  picture: Turn;
  /** To take an upload: with a bucket, up to 15 MiB each as long as it goes on. */
  upload<T>(actor: Uploader, work: () => Promise<T>): Promise<T>;
}

/** The turns of one isolate, which may have 512 MB and lives on them together with its streams. */
export function createTurns(): Turns {
  const anybodysUpload = atMost(24, 100);
  // Some people whose lines are slow must not keep all the others waiting, a whole company neither.
  const tenantsUpload = atMostEach(12, 100);
  const ownUpload = atMostEach(6, 60);
  return {
    password: atMost(2, 20),
    picture: atMost(1, 50),
    upload: ({ userId, tenantId }, work) =>
      ownUpload(
        userId,
        () => tenantsUpload(tenantId, () => anybodysUpload(work)),
      ),
  };
}
