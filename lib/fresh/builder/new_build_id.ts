/** Names a build after the deployment or commit when the surroundings tell it, so that several machines agree. */
export async function newBuildId(): Promise<string> {
  const name = Deno.env.get("DENO_DEPLOYMENT_ID") ||
    Deno.env.get("GITHUB_SHA") ||
    Deno.env.get("CI_COMMIT_SHA") ||
    crypto.randomUUID();
  const digest = await crypto.subtle.digest(
    "SHA-1",
    new TextEncoder().encode(name),
  );
  return new Uint8Array(digest).toHex();
}
