import { decode } from "./decode.ts";
import { pipeOf } from "./pipe.ts";

/**
 * Decodes pictures that come one after the other on the standard input, each after its length. The
 * answer is the width, the height and the length of the thumbnail, and the thumbnail; zeros for none.
 */
async function serveDecoder(): Promise<void> {
  // The input's end is seen even while a picture is decoded: the server has ended.
  const input = Deno.stdin.readable.pipeThrough(
    new TransformStream({ flush: () => Deno.exit(0) }),
  );
  const pipe = pipeOf(input, Deno.stdout.writable);
  // Loading is no part of the time that a picture may take.
  await import("sharp");
  await pipe.write([0]);
  for (;;) {
    const [length] = await pipe.readNumbers(1);
    const picture = await decode(await pipe.read(length));
    const { width = 0, height = 0, thumbnail } = picture ?? {};
    await pipe.write(
      [width, height, thumbnail?.length ?? 0],
      thumbnail ?? undefined,
    );
  }
}

if (import.meta.main) await serveDecoder();
