export const METHODS = [
  "GET",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "POST",
  "PUT",
] as const;
export type Method = typeof METHODS[number];

export function isMethod(name: string): name is Method {
  return (METHODS as readonly string[]).includes(name);
}

export interface Match<T> {
  /** The pattern whose path matched, or null. */
  pattern: string | null;
  /** What is registered for the method; null when the pattern lacks it. */
  item: T | null;
  params: Record<string, string>;
}

interface Entry<T> {
  pattern: string;
  byMethod: Map<string, T>;
}

const IS_PATTERN = /[*:{}+?()]/;

/**
 * Finds what answers a path. Paths without parameters win over patterns, patterns are tried in order, and the
 * first one whose path matches decides, even when it lacks the method.
 */
export class Router<T> {
  #paths = new Map<string, Entry<T>>();
  #patterns = new Map<string, Entry<T> & { url: URLPattern }>();

  /** The first of several items for one method and pattern stays. */
  add(method: Method, pattern: string, item: T): void {
    const { byMethod } = this.#entry(pattern);
    if (!byMethod.has(method)) byMethod.set(method, item);
  }

  #entry(pattern: string): Entry<T> {
    const known = this.#paths.get(pattern) ?? this.#patterns.get(pattern);
    if (known !== undefined) return known;
    const entry: Entry<T> = { pattern, byMethod: new Map() };
    if (!IS_PATTERN.test(pattern)) {
      this.#paths.set(pattern, entry);
      return entry;
    }
    const url = new URLPattern({ pathname: pattern });
    this.#patterns.set(pattern, { ...entry, url });
    return entry;
  }

  allowedMethods(pattern: string): string[] {
    return [...this.#entry(pattern).byMethod.keys()];
  }

  /** @throws {URIError} when a parameter holds a malformed escape. */
  match(method: string, url: URL): Match<T> {
    const params: Record<string, string> = Object.create(null);
    const entry = this.#paths.get(url.pathname) ??
      this.#paths.get(otherSlashForm(url.pathname));
    if (entry !== undefined) {
      return { pattern: entry.pattern, item: itemFor(entry, method), params };
    }

    for (const entry of this.#patterns.values()) {
      // As text, because the runtime caches what it parsed of a text, but parses an object anew.
      const match = entry.url.exec(url.href);
      if (match === null) continue;
      for (const [name, value] of Object.entries(match.pathname.groups)) {
        params[name] = value === undefined ? "" : decodeURI(value);
      }
      return { pattern: entry.pattern, item: itemFor(entry, method), params };
    }
    return { pattern: null, item: null, params };
  }
}

function itemFor<T>(entry: Entry<T>, method: string): T | null {
  const { byMethod } = entry;
  return byMethod.get(method) ??
    (method === "HEAD" ? byMethod.get("GET") : undefined) ?? null;
}

function otherSlashForm(pathname: string): string {
  if (pathname === "/") return pathname;
  return pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`;
}
