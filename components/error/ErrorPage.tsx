import { Head } from "fresh/runtime";
import type { ErrorWords } from "../../lib/i18n/error/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { EmptyState } from "../kit/EmptyState.tsx";

/** What happened, what was kept, and where to go from here. */
export function ErrorPage(
  { status, requestId, words }: {
    status: number;
    requestId: string;
    words: ErrorWords;
  },
) {
  const kind = kindOf(status);
  const title = translate(words, `error.${kind}.title`);
  return (
    <main class="error-page">
      <Head>
        <title>{translate(words, "app.title", { page: title })}</title>
      </Head>
      <EmptyState
        scene={status === 404 ? "search" : "broken"}
        level={1}
        title={title}
        text={translate(words, `error.${kind}.text`)}
      >
        {status >= 500 && <p class="status" dir="ltr">{requestId}</p>}
        <a class="button button-primary" href="/">
          {translate(words, "error.home")}
        </a>
      </EmptyState>
    </main>
  );
}

function kindOf(
  status: number,
): "403" | "404" | "429" | "500" | "503" | "other" {
  if (status === 403 || status === 404) return `${status}`;
  if (status === 429 || status === 503) return `${status}`;
  return status >= 500 ? "500" : "other";
}
