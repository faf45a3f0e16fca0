/** What a media file's objects are called in the store; nothing a user has typed is part of it. */
export interface Keys {
  file: string;
  thumbnail: string;
}

/** New keys, never given before. The tenant's id, a slug, comes first, so that a tenant can be listed. */
export function newKeys(tenantId: string): Keys {
  const folder = `${tenantId}/${crypto.randomUUID()}`;
  return { file: `${folder}/file`, thumbnail: `${folder}/thumbnail` };
}

/** A store refuses any other key: a path must not be able to lead out of it. */
export function isKey(key: string): boolean {
  return /^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64}){1,3}$/.test(key);
}

/** Whether `newKeys` may have given it: a bucket may hold what is not ours. */
export function isFileKey(key: string): boolean {
  return /^[a-z0-9-]{1,64}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/(file|thumbnail)$/
    .test(key);
}
