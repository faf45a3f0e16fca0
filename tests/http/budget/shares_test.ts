import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Holder,
  type Share,
  Shares,
} from "../../../lib/http/budget/shares.ts";

const ADA: Holder[] = ["address 10.0.0.1", "user 1", "tenant acme"];
const BEN: Holder[] = ["address 10.0.0.1", "user 2", "tenant acme"];
const GUS: Holder[] = ["address 10.0.0.2", "user 3", "tenant globex"];

Deno.test("nobody takes more than their part, and what is given back is there again", () => {
  const shares = new Shares({ all: 10, address: 8, tenant: 6, user: 4 });
  const ada = shares.take(ADA, 4) as Share;
  assert.equal(shares.take(ADA, 1), "user");
  shares.take(BEN, 2);
  assert.equal(shares.take(BEN, 1), "tenant");
  shares.take(GUS, 4);
  assert.equal(shares.take(["address 10.0.0.3"], 1), "all");
  ada.giveBack();
  ada.giveBack();
  assert.equal(shares.taken, 6);
  assert.notEqual(typeof shares.take(ADA, 4), "string");
});

Deno.test("whatever is taken and given back, no part is exceeded and nothing is left over", () => {
  const most = { all: 20, address: 12, tenant: 12, user: 5 };
  const act = fc.record({
    who: fc.constantFrom(ADA, BEN, GUS),
    amount: fc.integer({ min: 1, max: 6 }),
    givesBack: fc.nat(5),
  });
  fc.assert(fc.property(fc.array(act), (acts) => {
    const shares = new Shares(most);
    const held: { who: Holder[]; amount: number; share: Share }[] = [];
    for (const { who, amount, givesBack } of acts) {
      const share = shares.take(who, amount);
      if (typeof share !== "string") held.push({ who, amount, share });
      const of = (some: Holder[]) =>
        held.filter((each) => each.who === some)
          .reduce((sum, each) => sum + each.amount, 0);
      assert.ok([ADA, BEN, GUS].every((some) => of(some) <= most.user));
      assert.ok(of(ADA) + of(BEN) <= most.tenant);
      assert.equal(shares.taken, of(ADA) + of(BEN) + of(GUS));
      held.splice(givesBack, 1)[0]?.share.giveBack();
    }
    for (const { share } of held) share.giveBack();
    assert.equal(shares.taken, 0);
  }));
});
