import assert from "node:assert/strict";
import { fileParts } from "../../lib/media/multipart.ts";
import { Problem } from "../../lib/http/problem.ts";

const MIB = 1024 * 1024;

Deno.test("the files of a form come one after the other, with their names, types and bytes", async () => {
  const form = new FormData();
  form.append("note", "is no file");
  form.append("file", new File(["one"], "one.txt", { type: "text/plain" }));
  form.append("file", new File([], "empty.bin"));
  form.append("other", new File(["x".repeat(3 * MIB)], "ünï “3”.txt"));
  const got = [];
  for await (const part of fileParts(post(form), 4 * MIB)) {
    const bytes = await new Response(ReadableStream.from(part.body)).bytes();
    got.push([part.fileName, part.declaredType, bytes.length]);
  }
  assert.deepEqual(got, [
    ["one.txt", "text/plain", 3],
    ["empty.bin", "application/octet-stream", 0],
    ["ünï “3”.txt", "application/octet-stream", 3 * MIB],
  ]);
});

Deno.test("no more is read from the network than is taken", async () => {
  let sent = 0;
  const request = raw(async function* () {
    yield head("big.bin");
    for (;; sent += 65_536) {
      yield new Uint8Array(65_536);
      await Promise.resolve();
    }
  });
  let taken = 0;
  for await (const { body } of fileParts(request, Infinity)) {
    for await (const chunk of body) {
      taken += chunk.byteLength;
      // What may lie between is the buffers' size, however long the reader waits.
      for (let turn = 0; turn < 5; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      assert.ok(sent - taken < MIB / 2, `${sent} sent, ${taken} taken`);
      if (taken > 4 * MIB) break;
    }
    break;
  }
  const before = sent;
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.ok(sent - before < MIB);
});

Deno.test("who leaves off midway leaves the rest to the next who reads", async () => {
  const form = new FormData();
  form.append("file", new File(["x".repeat(3 * MIB)], "one.txt"));
  form.append("file", new File(["two"], "two.txt"));
  const sizes = [];
  for await (const { body } of fileParts(post(form), 4 * MIB)) {
    let size = 0;
    for await (const chunk of body) {
      size += chunk.byteLength;
      break;
    }
    for await (const chunk of body) size += chunk.byteLength;
    sizes.push(size);
  }
  assert.deepEqual(sizes, [3 * MIB, 3]);
});

Deno.test("a line that breaks fails the file that is being read", async () => {
  const request = raw(async function* () {
    yield head("half.bin");
    yield new Uint8Array(100_000);
    await Promise.resolve();
    throw new Error("connection reset");
  });
  let taken = 0;
  await assert.rejects(async () => {
    for await (const { body } of fileParts(request, MIB)) {
      for await (const chunk of body) taken += chunk.byteLength;
    }
  }, /connection reset/);
  assert.ok(taken <= 100_000);
});

for (
  const [name, chunks] of Object.entries({
    "ends within a file": [head("half.bin"), new Uint8Array(10)],
    "ends within the head of a part": [head("half.bin").slice(0, 40)],
    "has no boundary in it": [new Uint8Array(1_000)],
    "is empty": [],
  })
) {
  Deno.test(`a body that ${name} is refused`, async () => {
    const request = raw(async function* () {
      for (const chunk of chunks) yield await Promise.resolve(chunk);
    });
    await assert.rejects(
      readAll(request),
      (error) => error instanceof Problem && error.status === 400,
    );
  });
}

Deno.test("a body past the limit is refused as soon as it is", async () => {
  const request = raw(async function* () {
    yield head("big.bin");
    for (;;) yield await Promise.resolve(new Uint8Array(65_536));
  });
  await assert.rejects(
    readAll(request, MIB),
    (error) => error instanceof Problem && error.status === 413,
  );
});

Deno.test("a form of very many parts is refused before they are read", async () => {
  let sent = 0;
  const request = raw(async function* () {
    for (; sent < 100_000; sent++) {
      yield await Promise.resolve(head("empty.bin"));
      yield new TextEncoder().encode("\r\n");
    }
  });
  await assert.rejects(
    readAll(request, 100 * MIB),
    (error) => error instanceof Problem && error.status === 413,
  );
  assert.ok(sent < 1_000, `${sent} parts were read`);
});

Deno.test("the fields of a form are no larger together than one may be", async () => {
  const form = new FormData();
  for (let n = 0; n < 3; n++) form.append(`field${n}`, "x".repeat(200_000));
  let heard = 0;
  await assert.rejects(
    async () => {
      const parts = fileParts(post(form), 4 * MIB, {
        onField: (_, value) => heard += value.length,
      });
      for await (const _ of parts);
    },
    (error) => error instanceof Problem && error.status === 413,
  );
  assert.ok(heard <= 400_000, `${heard} were heard`);
});

Deno.test("of the fields of a form none is lost: too many are refused", async () => {
  const read = async (count: number) => {
    const form = new FormData();
    for (let id = 0; id < count; id++) form.append("attachment", String(id));
    const got: string[] = [];
    const onField = (_: string, value: string) => void got.push(value);
    for await (const _ of fileParts(post(form), MIB, { onField }));
    return got;
  };
  assert.equal((await read(110)).at(-1), "109");
  await assert.rejects(
    read(200),
    (error) => error instanceof Problem && error.status === 413,
  );
});

Deno.test("a line that stands still is given up", async () => {
  const never = Promise.withResolvers<void>();
  const request = raw(async function* () {
    yield head("slow.bin");
    yield new Uint8Array(10);
    await never.promise;
  });
  await assert.rejects(async () => {
    for await (const { body } of fileParts(request, MIB, { idleMs: 50 })) {
      for await (const _ of body);
    }
  }, /nothing came for 0.05 s/);
  never.resolve();
});

Deno.test("a line that drips is given up, but not for the work on what it brings", async () => {
  const drip = (pieces: number, bytes: number) =>
    raw(async function* () {
      yield head("slow.bin");
      for (let n = 0; n < pieces; n++) {
        yield new Uint8Array(bytes);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
  await assert.rejects(async () => {
    for await (
      const { body } of fileParts(drip(1_000, 1), MIB, { graceMs: 50 })
    ) for await (const _ of body);
  }, /came at less than 4096 bytes/);
  // At 100 bytes in 5 ms, whatever the reader does meanwhile.
  await assert.rejects(async () => {
    const request = drip(20, 100);
    for await (const { body } of fileParts(request, MIB, { graceMs: 50 })) {
      for await (const _ of body) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }, /unexpected end/);
});

Deno.test("a line that brings a byte now and then is given up in the end", async () => {
  const request = raw(async function* () {
    yield head("slow.bin");
    for (;;) {
      yield new Uint8Array(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  });
  await assert.rejects(async () => {
    for await (const { body } of fileParts(request, MIB, { longestMs: 50 })) {
      for await (const _ of body);
    }
  }, { status: 400, message: /took too long/ });
});

Deno.test("a body of another type is refused", async () => {
  for (
    const type of ["application/json", "multipart/form-data", "text/plain"]
  ) {
    const request = new Request("http://harbor.test", {
      method: "POST",
      headers: { "content-type": type },
      body: "{}",
    });
    await assert.rejects(
      readAll(request),
      (error) => error instanceof Problem && error.status === 415,
    );
  }
});

async function readAll(request: Request, maxBytes = MIB): Promise<void> {
  for await (const { body } of fileParts(request, maxBytes)) {
    for await (const _ of body);
  }
}

function post(body: FormData): Request {
  return new Request("http://harbor.test", { method: "POST", body });
}

function raw(chunks: () => AsyncGenerator<Uint8Array>): Request {
  return new Request("http://harbor.test", {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=seam" },
    body: ReadableStream.from(chunks()),
  });
}

function head(fileName: string): Uint8Array {
  return new TextEncoder().encode(
    `--seam\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`,
  );
}
