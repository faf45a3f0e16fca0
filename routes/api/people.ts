import { requireActor } from "../../lib/auth/require_actor.ts";
import { parse } from "../../lib/http/body.ts";
import { define } from "../../lib/http/define.ts";
import { methods } from "../../lib/http/methods.ts";
import { PeopleQuery } from "../../lib/tenancy/contract.ts";
import { listPeople } from "../../lib/tenancy/people.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    const query = parse(
      PeopleQuery,
      Object.fromEntries(ctx.url.searchParams),
    );
    const actor = requireActor(ctx.state);
    const { services } = ctx.state;
    return Response.json(
      await listPeople(services, actor, query, ctx.req.signal),
    );
  },
}));
