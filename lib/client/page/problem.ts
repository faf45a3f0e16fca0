/** What an answer says is wrong. */
export interface ToldProblem {
  /** `null` where something on the way answered, not the server. */
  type: string | null;
  /** The server's own words, in English; `null` where none came. */
  detail: string | null;
}

/** Reads the answer's body to its end. */
export async function readProblem(response: Response): Promise<ToldProblem> {
  const contentType = response.headers.get("content-type") ?? "";
  const isProblem = contentType.startsWith("application/problem+json");
  const body = await response.json().catch(() => null);
  return {
    type: isProblem ? textOf(body?.type) : null,
    detail: textOf(body?.detail),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
