import { AREAS } from "../../lib/areas.ts";
import { define } from "../../lib/http/define.ts";
import { methods } from "../../lib/http/methods.ts";
import { openApiText } from "../../lib/http/openapi_text.ts";
import { operationsOf } from "../../lib/operations.ts";

const text = openApiText(() => operationsOf(AREAS));

export const handler = define.handlers(methods({
  async GET() {
    const headers = { "content-type": "application/json" };
    return new Response(await text(), { headers });
  },
}));
