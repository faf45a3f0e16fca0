import { requireActor } from "../../../lib/auth/require_actor.ts";
import { readJson } from "../../../lib/http/body.ts";
import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { SendInput } from "../../../lib/messages/contract.ts";
import { sendMessage } from "../../../lib/messages/send.ts";

export const handler = define.handlers(methods({
  async POST(ctx) {
    const actor = requireActor(ctx.state);
    const input = await readJson(ctx, SendInput);
    const { message, created } = await sendMessage(
      ctx.state.services,
      actor,
      input,
    );
    return Response.json(message, {
      status: created ? 201 : 200,
      // Most answers fit into a packet. Compressing one takes longer than writing the message.
      headers: { "cache-control": "no-store, no-transform" },
    });
  },
}));
