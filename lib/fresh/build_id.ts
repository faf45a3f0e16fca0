/**
 * Names one build, so that its files can be cached for ever. On the server the loaded build sets it;
 * in the browser it is part of the address of every chunk.
 */
export let BUILD_ID: string =
  /\/_fresh\/js\/([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

export function setBuildId(id: string): void {
  BUILD_ID = id;
}
