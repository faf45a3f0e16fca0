/** How many sockets a process of this machine has open, as Linux tells. */
export function socketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  let count = 0;
  for (const { name } of Deno.readDirSync(folder)) {
    try {
      if (Deno.readLinkSync(`${folder}/${name}`).startsWith("socket:")) count++;
    } catch {
      // Closed meanwhile.
    }
  }
  return count;
}
