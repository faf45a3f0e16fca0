import {
  isAwayWhileOneStarts,
  isFasterThanItsRow,
  isKilledAndComesBack,
} from "./bell.ts";
import { COMBINATIONS } from "./cluster.ts";
import { isKilled, standsStill } from "./database.ts";
import {
  allThreadsDrain,
  everyIsolateIsKilled,
  everythingArrives,
  othersHear,
} from "./delivery.ts";
import { endsBySession, endsByUser } from "./revocation.ts";
import { openScene } from "./scene.ts";
import { othersSeeTyping } from "./signals.ts";

for (const combination of COMBINATIONS) {
  const { name, hears, threads, sqld, denokv } = combination;
  Deno.test(name, async (t) => {
    await using scene = await openScene(combination);

    await t.step(
      "what is written on any is read on all: complete, in order, once",
      () => everythingArrives(scene),
    );
    await t.step(
      `what one writes, the others hear of by ${hears}`,
      () => othersHear(scene),
    );
    await t.step(
      "who writes a reply on one is seen on all",
      () => othersSeeTyping(scene),
    );
    await t.step(
      "a logout ends the session's streams on all of them",
      () => endsBySession(scene),
    );
    await t.step(
      `one who is shut out by a program is out on all of them, by ${
        denokv ? "its bell" : "the poll"
      }`,
      () => endsByUser(scene),
    );
    if (denokv) {
      await t.step(
        "a wake that is faster than its row does no harm",
        () => isFasterThanItsRow(scene),
      );
      await t.step(
        "denokv is killed and comes back: nothing is lost, no request waits for it",
        () => isKilledAndComesBack(scene),
      );
      await t.step(
        "one starts while denokv is away, and hears it once it is there",
        () => isAwayWhileOneStarts(scene),
      );
    }
    if (sqld) {
      await t.step(
        "the libSQL server is killed and comes back: 503 meanwhile, streams stay and catch up",
        () => isKilled(scene),
      );
      await t.step(
        "the libSQL server stands still and goes on: the same",
        () => standsStill(scene),
      );
    }
    if (threads) {
      await t.step(
        "a signal reaches every thread: their streams are told, and the process ends",
        () => allThreadsDrain(scene),
      );
    } else {
      await t.step(
        "each is killed while they write: nothing is lost",
        () => everyIsolateIsKilled(scene),
      );
    }
  });
}
