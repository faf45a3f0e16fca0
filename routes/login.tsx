import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { LoginPage } from "../components/login/LoginPage.tsx";
import { Styles } from "../components/kit/Styles.tsx";
import { LoginInput, MAX_LOGIN_BYTES } from "../lib/auth/contract.ts";
import { byCookie, sessionCookie } from "../lib/auth/credentials.ts";
import { DEMO_PASSWORD } from "../lib/auth/demo_password.ts";
import { login } from "../lib/auth/login.ts";
import { safeNextPath } from "../lib/auth/next_path.ts";
import { clientOf } from "../lib/http/client.ts";
import { define } from "../lib/http/define.ts";
import { readForm } from "../lib/http/form.ts";
import { methods } from "../lib/http/methods.ts";
import { LOGIN_WORDS, type LoginWords } from "../lib/i18n/login/words.ts";
import { pageLanguage } from "../lib/i18n/page_language.ts";
import { Problem } from "../lib/http/problem.ts";
import { translate } from "../lib/i18n/translate.ts";
import { demoAccounts } from "../lib/tenancy/demo.ts";

export const handler = define.handlers(methods({
  async GET(ctx) {
    return page({
      email: "",
      refusal: null,
      accounts: await demoAccounts(ctx.state.services),
    });
  },

  /** Works without JavaScript; a program signs in at `/api/auth/login`. */
  async POST(ctx) {
    const { services } = ctx.state;
    const client = clientOf(ctx.req, ctx.info, services.settings);
    const language = pageLanguage(ctx.req, ctx.url);
    const form = await readForm(ctx, MAX_LOGIN_BYTES);
    const email = form.get("email") ?? "";
    try {
      const input = LoginInput.safeParse(Object.fromEntries(form));
      if (!input.success) throw new Problem(422, input.error.message);
      const former = byCookie(ctx.req, ctx.url, ctx.state.actor);
      const session = await login(services, input.data, client, former);
      const home = `/${language}/harbor/messaging`;
      const headers = {
        location: safeNextPath(ctx.url.searchParams.get("next"), home),
        "set-cookie": sessionCookie(session, ctx.url),
      };
      return new Response(null, { status: 303, headers });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const refusal = refusalOf(error, LOGIN_WORDS[language]);
      const accounts = await demoAccounts(services);
      return page({ email, refusal, accounts }, {
        status: error.status,
        headers: error.options.headers,
      });
    }
  },
}));

function refusalOf({ status, options }: Problem, words: LoginWords): string {
  switch (status) {
    case 401:
      return translate(words, "login.error.wrong");
    case 403:
      return translate(words, "login.error.local");
    case 422:
      return translate(words, "login.error.missing");
    case 429: {
      const count = Number(options.headers?.["retry-after"] ?? 60);
      return translate(words, "login.error.limited", { count });
    }
    default:
      return translate(words, "login.error.unavailable");
  }
}

export default define.page<typeof handler>(function Login({ data, req, url }) {
  const words = LOGIN_WORDS[pageLanguage(req, url)];
  const title = translate(words, "login.title");
  return (
    <>
      <Head>
        <title>{translate(words, "app.title", { page: title })}</title>
        <script type="module" src={asset("/login/login.js")} />
      </Head>
      <Styles names={["login/login"]} />
      <LoginPage
        {...data}
        words={words}
        demoPassword={DEMO_PASSWORD}
        next={url.searchParams.get("next")}
      />
    </>
  );
});
