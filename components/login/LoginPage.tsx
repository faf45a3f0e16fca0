import type { LoginWords } from "../../lib/i18n/login/words.ts";
import { LANGUAGES, translate } from "../../lib/i18n/translate.ts";
import { DemoAccounts, type ListedAccount } from "./DemoAccounts.tsx";
import { Icon } from "../kit/Icon.tsx";
import { Mark } from "../shell/Mark.tsx";
import { LANGUAGE_NAMES } from "../shell/PreferenceMenus.tsx";

/** The login form. Nothing on the page needs JavaScript. */
export function LoginPage(
  { words, next, email, refusal, accounts, demoPassword }: {
    words: LoginWords;
    next: string | null;
    email: string;
    /** Why the last attempt failed, in words. */
    refusal: string | null;
    accounts: ListedAccount[];
    demoPassword: string;
  },
) {
  return (
    <div class="login">
      <main class="login-main">
        <div class="login-way">
          <header class="login-intro">
            <Mark />
            <h1>{translate(words, "login.title")}</h1>
            <p>{translate(words, "login.lead")}</p>
          </header>
          <form
            class="login-form"
            name="login"
            method="post"
            action={loginUrl(words.language, next)}
          >
            {refusal && (
              <p class="login-refusal" id="login-refusal" role="alert">
                <Icon name="warning" />
                {refusal}
              </p>
            )}
            <label>
              {translate(words, "login.email")}
              <input
                class="field"
                type="email"
                name="email"
                value={email}
                dir="ltr"
                required
                autofocus={email === ""}
                autocomplete="username"
                autocapitalize="off"
                spellcheck={false}
                aria-describedby={refusal ? "login-refusal" : undefined}
              />
            </label>
            <label>
              {translate(words, "login.password")}
              <input
                class="field"
                type="password"
                name="password"
                dir="ltr"
                required
                autofocus={email !== ""}
                autocomplete="current-password"
                aria-describedby={refusal ? "login-refusal" : undefined}
              />
            </label>
            <button type="submit" class="button button-primary" id="sign-in">
              {translate(words, "login.submit")}
            </button>
          </form>
        </div>
        {accounts.length > 0 && (
          <DemoAccounts
            words={words}
            accounts={accounts}
            password={demoPassword}
          />
        )}
      </main>
      <nav
        class="login-foot"
        aria-label={translate(words, "preferences.language")}
      >
        {LANGUAGES.map((language) => (
          <a
            key={language}
            href={loginUrl(language, next)}
            lang={language}
            aria-current={language === words.language ? "true" : "false"}
          >
            {LANGUAGE_NAMES[language]}
          </a>
        ))}
      </nav>
    </div>
  );
}

function loginUrl(language: string, next: string | null): string {
  const query = new URLSearchParams({ language, ...next && { next } });
  return `/login?${query}`;
}
