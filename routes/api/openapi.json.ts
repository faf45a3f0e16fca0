import { authOperations } from "../../lib/auth/operations.ts";
import { define } from "../../lib/http/define.ts";
import { methods } from "../../lib/http/methods.ts";
import { openApiDocument } from "../../lib/http/openapi.ts";
import { limitOperations } from "../../lib/limits/operations.ts";
import { mediaOperations } from "../../lib/media/operations.ts";
import { messageOperations } from "../../lib/messages/operations.ts";
import { realtimeOperations } from "../../lib/realtime/operations.ts";
import { tenancyOperations } from "../../lib/tenancy/operations.ts";
import { watchOperations } from "../../lib/watch/operations.ts";

let text: string | undefined;

export const handler = define.handlers(methods({
  GET() {
    text ??= JSON.stringify(openApiDocument([
      authOperations,
      tenancyOperations,
      messageOperations,
      mediaOperations,
      limitOperations,
      realtimeOperations,
      watchOperations,
    ]));
    const headers = { "content-type": "application/json" };
    return new Response(text, { headers });
  },
}));
