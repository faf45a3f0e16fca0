import type { Context, HandlerByMethod, Method } from "fresh";
import type { State } from "./define.ts";
import { Problem } from "./problem.ts";

const METHODS: Method[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
];

/**
 * A route with these methods. HEAD goes with GET; OPTIONS answers 204 and any other method 405,
 * both with `Allow`. (A file route without this answers 404 for a method that its handlers lack, and a
 * page answers 200.)
 */
export function methods<Handlers extends HandlerByMethod<unknown, State>>(
  handlers: Handlers,
): Handlers {
  const has = (method: Method) =>
    method === "OPTIONS" || method in handlers ||
    (method === "HEAD" && "GET" in handlers);
  const allow = METHODS.filter(has).join(", ");

  const refuse = (ctx: Context<State>): never => {
    throw new Problem(
      405,
      `${ctx.url.pathname} has ${allow}, not ${ctx.req.method}`,
      { headers: { allow } },
    );
  };
  const options = () => new Response(null, { status: 204, headers: { allow } });
  const others = METHODS.filter((method) => !has(method));
  return {
    ...Object.fromEntries(others.map((method) => [method, refuse])),
    OPTIONS: options,
    ...handlers,
  };
}
