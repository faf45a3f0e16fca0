/** Reads from and writes to the pipe between the server and its decoder: numbers and bytes. */
export interface Pipe {
  /** @throws {Error} where the other side has ended. */
  read(length: number): Promise<Uint8Array>;
  readNumbers(count: number): Promise<number[]>;
  write(numbers: number[], bytes?: Uint8Array): Promise<void>;
}

export function pipeOf(
  input: ReadableStream<Uint8Array>,
  output: WritableStream<Uint8Array>,
): Pipe {
  const reader = input.getReader();
  const writer = output.getWriter();
  let rest: Uint8Array = new Uint8Array();
  return { read, readNumbers, write };

  async function read(length: number): Promise<Uint8Array> {
    const whole = new Uint8Array(length);
    for (let at = 0; at < length;) {
      if (rest.length === 0) {
        const { value } = await reader.read();
        if (!value) throw new Error("The other side of the pipe has ended");
        rest = value;
      }
      const part = rest.subarray(0, length - at);
      whole.set(part, at);
      at += part.length;
      rest = rest.subarray(part.length);
    }
    return whole;
  }

  async function readNumbers(count: number): Promise<number[]> {
    const { buffer } = await read(4 * count);
    return [...new Uint32Array(buffer as ArrayBuffer)];
  }

  async function write(numbers: number[], bytes?: Uint8Array): Promise<void> {
    await writer.write(new Uint8Array(new Uint32Array(numbers).buffer));
    if (bytes) await writer.write(bytes);
  }
}
