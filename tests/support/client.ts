import { type EventStream, type Frame, openStream } from "./stream.ts";

/** The password of everybody in a `populated` data folder. */
export const PASSWORD = "correct horse battery staple";

/** A developer's client: JSON over HTTP with a Bearer token. */
export interface TestClient {
  token: string;
  user: { id: number; email: string; tenantId: string };
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The answer's JSON; throws for any status past 299. */
  // deno-lint-ignore no-explicit-any -- whatever JSON the wire carries
  get(path: string): Promise<any>;
  // deno-lint-ignore no-explicit-any -- whatever JSON the wire carries
  post(path: string, body?: unknown): Promise<any>;
  /** The stream of this user's own tenant, from a position on or from now on. */
  stream(
    from?: number | string,
    onFrame?: (frame: Frame) => void,
  ): Promise<EventStream>;
}

/** Logs in as a program does. */
export async function signIn(url: string, email: string): Promise<TestClient> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { token, user } = await answer(response);
  return client(url, token, user);
}

export function client(
  url: string,
  token: string,
  user: TestClient["user"],
): TestClient {
  const send = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return fetch(url + path, { ...init, headers });
  };
  return {
    token,
    user,
    fetch: send,
    get: async (path) => await answer(await send(path)),
    post: async (path, body) =>
      await answer(
        await send(path, {
          method: "POST",
          ...(body !== undefined && {
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          }),
        }),
      ),
    stream: (from, onFrame) => {
      const headers = new Headers({ authorization: `Bearer ${token}` });
      if (from !== undefined) headers.set("last-event-id", String(from));
      return openStream(
        `${url}/api/messaging/stream/${user.tenantId}`,
        { headers },
        onFrame,
      );
    },
  };
}

async function answer(response: Response) {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${response.url} answered ${response.status}: ${text}`);
  }
  return text === "" ? undefined : JSON.parse(text);
}
