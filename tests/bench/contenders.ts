import type { Options } from "./options.ts";
import { startHarbor } from "./servers/harbor.ts";
import { startNaive, startPlain } from "./servers/hubs.ts";
import type { MeasuredServer } from "./servers/measured_server.ts";
import { isNchanInstalled, startNchan } from "./servers/nchan.ts";

/** The names that a goal's ratios are by. */
export type Peer = "nchan" | "naive" | "plain";

/** How each of some servers is started. */
export type Contenders<Server = MeasuredServer> = Record<
  string,
  () => Promise<Server>
>;

const USUAL = ["harbor", "naive", "nchan"];

/**
 * The servers that a run measures beside each other: those of `--only`, else Harbor and its `usual`
 * peers as far as they are installed. The peers' events have as many bytes as Harbor's have now.
 */
export async function chooseContenders(
  { only }: Options,
  usual = USUAL,
): Promise<Contenders> {
  const eventBytes = await weighEvent();
  const all: Contenders = {
    "harbor": () => startHarbor(),
    "harbor-no-window": () =>
      startHarbor({ environment: { FLUSH_WINDOW_MS: "0" } }),
    "naive": () => startNaive(eventBytes),
    "plain": () => startPlain(eventBytes),
    "nchan": () => startNchan(eventBytes),
  };
  if (!await isNchanInstalled()) delete all.nchan;
  const names = only.length === 0 ? usual : only;
  return Object.fromEntries(
    names.filter((name) => name in all).map((name) => [name, all[name]]),
  );
}

async function weighEvent(): Promise<number> {
  await using harbor = await startHarbor();
  return harbor.eventBytes;
}
