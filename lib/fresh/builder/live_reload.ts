import { ALIVE_PATH } from "../render/live_reload_script.ts";

const revision = Date.now();

/** Tells a page in development which process it talks to; undefined for any other request. */
export function answerAlive(req: Request): Response | undefined {
  if (new URL(req.url).pathname !== ALIVE_PATH) return undefined;
  if (req.headers.get("upgrade") !== "websocket") {
    return new Response(null, { status: 501 });
  }
  const { response, socket } = Deno.upgradeWebSocket(req);
  socket.onopen = () => socket.send(JSON.stringify({ revision }));
  return response;
}
