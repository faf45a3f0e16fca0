import { requireDiskRoom } from "../http/require_disk_room.ts";
import type { Services } from "../services.ts";

/** How much of a file is taken between two looks at the disk: others upload at the same time. */
const LOOK_EVERY_BYTES = 4 * 1024 * 1024;

/**
 * A file's bytes, for as long as the disk has room for them.
 *
 * @throws {Problem} 503 as soon as it has not.
 */
export async function* withinDiskRoom(
  services: Pick<Services, "diskRoom">,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let unseen = LOOK_EVERY_BYTES;
  for await (const chunk of body) {
    unseen += chunk.byteLength;
    if (unseen >= LOOK_EVERY_BYTES) {
      await requireDiskRoom(services);
      unseen = 0;
    }
    yield chunk;
  }
}
