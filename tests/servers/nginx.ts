import { join } from "node:path";
import { exists, install, serve, type ServerProcess } from "./process.ts";

export interface Nginx extends ServerProcess {
  /** Its certificate, in PEM. */
  certificate: string;
}

const BINARY = "/usr/sbin/nginx";

/**
 * An nginx with this configuration. `$PORT` in it is replaced by a free port; `$CERTIFICATE` by the
 * lines that name a certificate for localhost.
 */
export async function startNginx(
  folder: string,
  configuration: string,
): Promise<Nginx> {
  await installNginx();
  const { certificate, lines } = await makeCertificate(folder);
  const file = join(folder, `nginx-${crypto.randomUUID()}.conf`);
  const server = await serve(BINARY, (port) => {
    const text = configuration.replaceAll("$PORT", String(port))
      .replaceAll("$CERTIFICATE", lines);
    Deno.writeTextFileSync(file, within(folder, text));
    return ["-p", folder, "-c", file, "-e", join(folder, "error.log")];
  });
  return { ...server, certificate };
}

/** One `server` block. The rest stays at nginx's defaults, buffering above all. */
export function onlyServer(block: string): string {
  return `events {} http { ${block} }`;
}

/** Installs it from Debian when it is missing, which needs root. */
export async function installNginx(): Promise<void> {
  if (await exists(BINARY) && await exists("/usr/bin/openssl")) return;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await install("apt-get", ["update"], env);
  await install("apt-get", [
    "install",
    "--yes",
    "--no-install-recommends",
    "nginx-light",
    "openssl",
  ], env);
}

/** The same as one process, with its files in `folder`. */
function within(folder: string, configuration: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((what) => `${what}_temp_path ${folder}/${what};`).join("\n");
  return `
    daemon off;
    master_process off;
    pid ${folder}/nginx.pid;
    ${configuration.replace("http {", `http { access_log off; ${temporary}`)}`;
}

async function makeCertificate(folder: string) {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  if (!await exists(cert)) {
    await install("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-nodes", "-days", "1"],
      ...["-pkeyopt", "ec_paramgen_curve:prime256v1"],
      ...["-subj", "/CN=localhost"],
      ...["-addext", "subjectAltName=DNS:localhost"],
      // A client refuses a server certificate that may sign others.
      ...["-addext", "basicConstraints=critical,CA:FALSE"],
      ...["-keyout", key, "-out", cert],
    ]);
  }
  return {
    certificate: await Deno.readTextFile(cert),
    lines: `ssl_certificate ${cert}; ssl_certificate_key ${key};`,
  };
}
