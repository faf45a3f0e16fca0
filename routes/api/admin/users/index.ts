import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { parse } from "../../../../lib/http/body.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { UsersQuery } from "../../../../lib/tenancy/contract.ts";
import { listUsers } from "../../../../lib/tenancy/managed_users.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const actor = requireActor(ctx.state);
    const query = parse(UsersQuery, Object.fromEntries(ctx.url.searchParams));
    return Response.json(await listUsers(ctx.state.services, actor, query));
  },
}));
