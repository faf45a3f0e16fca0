import type { LoginWords } from "../../lib/i18n/login/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Avatar } from "../kit/Avatar.tsx";

export interface ListedAccount {
  email: string;
  name: string;
  role: "subscriber" | "agent" | "tenant_admin" | "global_admin";
  tenantName: string;
}

/** The demo accounts. A click fills in the form; without JavaScript the list is there to read. */
export function DemoAccounts(
  { words, accounts, password }: {
    words: LoginWords;
    accounts: ListedAccount[];
    /** The password of all demo accounts. It is no secret. */
    password: string;
  },
) {
  const [before, after] = translate(words, "login.demo.text").split(
    "{password}",
  );
  const tenants = Map.groupBy(accounts, ({ tenantName }) => tenantName);
  return (
    <section class="demo" aria-labelledby="demo-title">
      <header>
        <h2 id="demo-title">{translate(words, "login.demo.title")}</h2>
        <p>
          {before}
          <code dir="ltr">{password}</code>
          {after}
        </p>
      </header>
      {[...tenants].map(([tenantName, members]) => (
        <section key={tenantName}>
          <h3 dir="auto">{tenantName}</h3>
          <ul>
            {members.map((account) => (
              <li key={account.email}>
                <AccountButton
                  account={account}
                  password={password}
                  words={words}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function AccountButton(
  { account: { email, name, role }, password, words }: {
    account: ListedAccount;
    password: string;
    words: LoginWords;
  },
) {
  return (
    <button
      type="button"
      class="demo-account"
      data-demo-email={email}
      data-demo-password={password}
    >
      <Avatar email={email} name={name} size={28} />
      <span class="demo-name">
        <strong dir="auto">{name}</strong>
        <small dir="ltr">{email}</small>
      </span>
      {role !== "subscriber" && (
        <span class="tag">{translate(words, `role.${role}`)}</span>
      )}
    </button>
  );
}
