import { isWatching } from "./watching.ts";

/** Whether an error is answered as problem+json, and not as a page. */
export function prefersProblem(request: Request, path: string): boolean {
  if (isApi(path)) return true;
  const accept = request.headers.get("accept") ?? "";
  return /\bjson\b/.test(accept) && !/\bhtml\b/.test(accept);
}

function isApi(path: string): boolean {
  return path === "/api" || path.startsWith("/api/") || isWatching(path);
}
