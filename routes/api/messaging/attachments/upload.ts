import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { define } from "../../../../lib/http/define.ts";
import { methods } from "../../../../lib/http/methods.ts";
import { uploadFiles } from "../../../../lib/media/upload.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    const { created, ...answer } = await uploadFiles(
      services,
      actor,
      ctx.req,
    );
    return Response.json(answer, { status: created ? 201 : 200 });
  },
}));
