import { signal } from "@preact/signals";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Styles } from "../../../components/kit/Styles.tsx";
import Echoes from "../../../islands/Echoes.tsx";
import { requireActor } from "../../../lib/auth/require_actor.ts";
import type { HarborView } from "../../../lib/client/page/view.ts";
import { ShoutInput } from "../../../lib/echo/contract.ts";
import { listEchoes } from "../../../lib/echo/list.ts";
import { shout } from "../../../lib/echo/shout.ts";
import { parse } from "../../../lib/http/body.ts";
import { define } from "../../../lib/http/define.ts";
import { readForm } from "../../../lib/http/form.ts";
import { methods } from "../../../lib/http/methods.ts";
import { ECHO_WORDS, type EchoWords } from "../../../lib/i18n/echo/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";

export const handler = define.handlers(methods({
  async GET({ state }) {
    const { items, position } = await listEchoes(
      state.services,
      requireActor(state),
    );
    const words = ECHO_WORDS[state.view!.language];
    const view: HarborView<EchoWords> = Object.assign(state.view!, { words });
    // What comes after the smaller position is told by the stream, and may be told twice.
    view.position = Math.min(view.position, position);
    return page({ view, echoes: signal(items) });
  },

  /** For readers without JavaScript. */
  async POST(ctx) {
    const form = await readForm(ctx);
    const input = parse(ShoutInput, Object.fromEntries(form));
    await shout(ctx.state.services, requireActor(ctx.state), input);
    return ctx.redirect(ctx.url.pathname, 303);
  },
}));

export default define.page<typeof handler>(function EchoPage(
  { data: { view, echoes } },
) {
  const title = translate(view.words, "echo.title");
  return (
    <main class="echo-page" id="content">
      <Head>
        <title>{translate(view.words, "app.title", { page: title })}</title>
      </Head>
      <Styles names={["echo/echo"]} />
      <h1>{title}</h1>
      <Echoes view={view} echoes={echoes} />
    </main>
  );
});
