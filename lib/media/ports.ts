import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import type { RecordEvent } from "../realtime/event.ts";
import type { MediaDetail, MediaFile } from "./contract.ts";

/** Ids of users, by tenant. */
export type Audience = Map<string, Set<number>>;

/** What media asks an area that attaches files. Each such area implements it. */
export interface FileUses {
  /**
   * The name by which the actor has the file in this area, the last one where there are several;
   * `undefined` where the actor does not have it here.
   */
  nameFor(
    tx: Queries,
    actor: Actor,
    mediaId: number,
    now: Date,
  ): Promise<string | undefined>;
  /** Where the actor has the file, newest first, at most `limit` places. */
  placesOf(
    tx: Queries,
    actor: Actor,
    mediaId: number,
    limits: { now: Date; limit: number },
  ): Promise<MediaDetail["usedIn"]>;
  /** Who can read the file in this area now. */
  audienceOf(tx: Queries, mediaId: number, now: Date): Promise<Audience>;
  /** Whether anything has the file, even if nobody can read it. */
  isUsed(tx: Queries, mediaId: number): Promise<boolean>;
  /** Takes files off all that has them and tells of it, since their content is lost. */
  takeOff(
    tx: Queries,
    record: RecordEvent,
    files: MediaFile[],
    now: Date,
  ): Promise<void>;
}

/** What media does for an area that attaches files. */
export interface Files {
  /**
   * The files with these ids, each once, as long as the actor has them in the library. One that is
   * still being scanned may be attached: its content waits.
   *
   * @param path of the ids in the request, for the errors.
   * @throws {Problem} 422 naming each that does not exist or was found infected.
   */
  attachable(
    tx: Queries,
    actor: Actor,
    ids: number[],
    path: string,
  ): Promise<MediaFile[]>;
  /** Files by their ids, whoever has them; one query, and none for no ids. */
  byId(tx: Queries, ids: number[]): Promise<Map<number, MediaFile>>;
  /**
   * Removes a file that is neither in the library nor used anywhere.
   *
   * @returns what removes its content, to be called once the transaction is committed.
   */
  removeUnused(tx: Queries, id: number): Promise<() => Promise<void>>;
}
