import { page } from "fresh";
import { ErrorPage } from "../components/error/ErrorPage.tsx";
import { Styles } from "../components/kit/Styles.tsx";
import { define } from "../lib/http/define.ts";
import { prefersProblem } from "../lib/http/prefers_problem.ts";
import { Problem } from "../lib/http/problem.ts";
import { problemOf } from "../lib/http/problem_of.ts";
import { REQUEST_ID } from "../lib/http/request_id.ts";
import { ERROR_WORDS } from "../lib/i18n/error/words.ts";
import { pageLanguage } from "../lib/i18n/page_language.ts";

/** Answers what a route or a middleware threw, with a problem for programs or a page for people. */
export const handler = define.handlers((ctx) => {
  const { services, requestId } = ctx.state;
  const { method } = ctx.req;
  const path = ctx.url.pathname;
  const { signal } = ctx.req;
  const problem = signal.aborted && ctx.error === signal.reason
    ? new Problem(499, "The client has left before it was answered")
    : problemOf(ctx.error, path);
  if (problem.status >= 500) {
    const fields = { requestId, method, path, status: problem.status };
    services.log.error("request failed", ctx.error, fields);
  }

  const { status, detail, options } = problem;
  const headers = { ...options.headers, [REQUEST_ID]: requestId };
  if (prefersProblem(ctx.req, path)) {
    return new Problem(status, detail, { ...options, headers }).toResponse();
  }
  const words = ERROR_WORDS[pageLanguage(ctx.req, ctx.url)];
  return page({ status, requestId, words }, { status, headers });
});

export default define.page<typeof handler>(({ data }) => (
  <>
    <Styles names={["error/error"]} />
    <ErrorPage {...data} />
  </>
));
