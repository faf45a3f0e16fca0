import { equal, match, ok } from "node:assert/strict";
import { join } from "node:path";
import { newProject } from "./project.ts";

const READY = /^Harbor is at (http:.*)$/;

async function revision(origin: string): Promise<number> {
  const socket = new WebSocket(new URL("/_frsh/alive", origin));
  const message = await new Promise<MessageEvent>((resolve, reject) => {
    socket.onmessage = resolve;
    socket.onerror = reject;
  });
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  return JSON.parse(message.data).revision;
}

Deno.test("in development a change restarts the app, and pages can tell", async () => {
  await using project = await newProject();
  const command: string = JSON.parse(
    await Deno.readTextFile(join(project.root, "deno.json")),
  ).tasks.dev;
  for (const name of ["components"]) {
    await Deno.mkdir(join(project.root, name));
  }
  await using dev = project.run(...command.split(" ").slice(1));
  const origin = await dev.line(READY);

  const response = await fetch(new URL("/docs", origin));
  const html = await response.text();
  const [script] = /<script type="module" nonce="\w+">[^]*?<\/script>/.exec(
    html,
  )!;
  ok(script.includes("/_frsh/alive"), script);
  equal((await fetch(new URL("/_frsh/alive", origin))).status, 501);
  const css = await fetch(new URL("/styles.css", origin));
  equal(css.headers.get("etag"), null);
  match(await css.text(), /url/);
  const before = await revision(origin);

  for (
    const [file, text] of [
      ["routes/docs/[...rest].tsx", "export default () => <h1>Changed</h1>;\n"],
      ["static/styles.css", "p { color: red }\n"],
      ["islands/my-title.tsx", "export default () => <b>Changed</b>;\n"],
    ]
  ) {
    await Deno.writeTextFile(join(project.root, file), text);
    const origin = await dev.line(READY);
    ok(await revision(origin) > before, file);
  }
});
