import { define } from "../../../lib/http/define.ts";
import { methods } from "../../../lib/http/methods.ts";
import { Problem } from "../../../lib/http/problem.ts";

/** Asked by a program; a real one would compare the signature of its body. */
export const handler = define.handlers(methods({
  POST({ req, state }) {
    if (state.actor !== null) {
      throw new Error("A route that is signed by a key knows nobody");
    }
    if (req.headers.get("x-echo-signature") !== "right") {
      throw new Problem(401, "The signature is not that of the echo's key");
    }
    return new Response(null, { status: 204 });
  },
}));
