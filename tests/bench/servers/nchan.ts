import { join } from "node:path";
import { exists, freePort } from "../../servers/process.ts";
import { dataOf } from "./event_data.ts";
import { type MeasuredServer, posted, requestFor } from "./measured_server.ts";

const NGINX = "/usr/sbin/nginx";
const MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so";
const READY_WITHIN_MS = 5_000;

/** As Debian installs it with `libnginx-mod-nchan`. */
export async function isNchanInstalled(): Promise<boolean> {
  return await exists(NGINX) && await exists(MODULE);
}

/** Nginx with one worker that keeps messages in memory, with events of a given size in bytes. */
export async function startNchan(eventBytes: number): Promise<MeasuredServer> {
  const folder = await Deno.makeTempDir({ prefix: "harbor-nchan-" });
  const port = await freePort();
  const file = join(folder, "nginx.conf");
  await Deno.writeTextFile(file, configuration(folder, port));
  const process = new Deno.Command(NGINX, {
    args: ["-p", folder, "-c", file, "-e", join(folder, "error.log")],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  await answers(port);
  const around = "id: 1700000000:0\ndata: \n\n".length;
  return {
    pid: process.pid,
    port,
    eventBytes,
    requests: (missed = false) => [
      requestFor(port, missed ? "/all" : "/new"),
    ],
    post: (number) =>
      posted(fetch(`http://127.0.0.1:${port}/send`, {
        method: "POST",
        body: dataOf(number, eventBytes - around),
      })),
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await process.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((what) => `${what}_temp_path ${folder}/${what};`).join("\n");
  return `
    load_module ${MODULE};
    daemon off;
    worker_processes 1;
    worker_rlimit_nofile 16384;
    pid ${folder}/nginx.pid;
    events { worker_connections 16384; multi_accept on; }
    http {
      access_log off;
      ${temporary}
      nchan_shared_memory_size 256M;
      nchan_message_buffer_length 2000;
      nchan_message_timeout 10m;
      server {
        listen 127.0.0.1:${port} backlog=4096;
        location /send { nchan_publisher; nchan_channel_id bench; }
        location /new { nchan_subscriber eventsource; nchan_channel_id bench; nchan_subscriber_first_message newest; }
        location /all { nchan_subscriber eventsource; nchan_channel_id bench; nchan_subscriber_first_message oldest; }
        location /healthz { return 200; }
      }
    }`;
}

async function answers(port: number): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (true) {
    try {
      await (await fetch(`http://127.0.0.1:${port}/healthz`)).body?.cancel();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
