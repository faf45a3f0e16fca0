import type { ExecuteAlone } from "./connection.ts";
import { fetchInTime } from "./fetch_in_time.ts";
import { fileReader } from "./file/reader.ts";
import { fileWriter } from "./file/writer.ts";
import type { Gate } from "./gate.ts";
import { sharedReads } from "./shared_reads.ts";
import type { ServerClient, SqlClient } from "./sql_client.ts";

/** One for whoever reads and one for whoever writes, so that neither waits for the other. */
export interface Clients {
  readerClient: SqlClient;
  writerClient: SqlClient;
  /** How the reader's single statements are run, if not one by one. */
  executeAlone?: ExecuteAlone;
}

/** Reads other than point reads wait for their `asideTurn`. */
export function fileClients(path: string, asideTurn: Gate): Clients {
  return {
    readerClient: fileReader(path, asideTurn),
    writerClient: fileWriter(path),
  };
}

/** Each request with single statements waits for its turn. */
export async function serverClients(
  { url, authToken }: { url: string; authToken?: string },
  inTurn: Gate,
): Promise<Clients> {
  // It takes 50 ms of the start to load, which a file can do without.
  const { createClient } = await import("@libsql/client");
  const connect = () =>
    createClient({
      url,
      authToken,
      fetch: fetchInTime,
      // The client's own line knows no patience.
      concurrency: Infinity,
    }) as unknown as ServerClient;
  const readerClient = connect();
  return {
    readerClient,
    writerClient: connect(),
    executeAlone: sharedReads(readerClient, inTurn),
  };
}
