import { Account } from "./account.ts";
import type { Held } from "./amounts.ts";
import { type Amounts, type Exhausted, Shares } from "./shares.ts";

/** What all requests of this isolate hold together, and who was refused more. */
export interface Budget {
  /** Opens the account of a request that has come from `address`. */
  open(request: Request, address: string): Account;
  /** The account that was opened for it. */
  accountOf(request: Request): Account;
  readonly shares: Readonly<Record<Held, Shares>>;
  /** How often each was refused, by whose part was used up. */
  readonly refused: Readonly<Record<Held, Record<Exhausted, number>>>;
}

export function createBudget(amounts: Record<Held, Amounts>): Budget {
  const accounts = new WeakMap<Request, Account>();
  const shares = {
    requests: new Shares(amounts.requests),
    bodyBytes: new Shares(amounts.bodyBytes),
    answerBytes: new Shares(amounts.answerBytes),
  };
  const none = () => ({ all: 0, address: 0, user: 0, tenant: 0 });
  const refused = { requests: none(), bodyBytes: none(), answerBytes: none() };
  return {
    open(request, address) {
      const account = new Account(
        shares,
        address,
        (held, by) => refused[held][by]++,
      );
      accounts.set(request, account);
      return account;
    },
    accountOf(request) {
      const account = accounts.get(request);
      if (!account) throw new Error("No account was opened for this request");
      return account;
    },
    shares,
    refused,
  };
}
