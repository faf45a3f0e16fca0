/**
 * Names one build, so that what it wrote can be cached for ever. On the server the loaded build sets it;
 * in the browser it is part of the address every chunk was loaded from.
 */
export let BUILD_ID: string =
  /\/_fresh\/js\/([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

export function setBuildId(id: string): void {
  BUILD_ID = id;
}
