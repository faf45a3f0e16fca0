import { batch } from "@preact/signals";
import type { Arrived } from "../connection/arrivals.ts";
import type { Part } from "../page/part.ts";

/** Shows what comes, and what is asked for, with the newer of both on top. */
export interface LiveAnswers {
  apply: NonNullable<Part["apply"]>;
  /**
   * Shows a requested answer. What came while it was under way may be newer than the answer, so
   * it is applied once more on top.
   */
  fetched<Answer>(
    request: Promise<Answer>,
    show: (answer: Answer) => void,
  ): Promise<Answer>;
}

export interface LiveAnswersOptions {
  /** Shows one arrival; it may come twice. */
  apply(arrived: Arrived): void;
  /** Is told of an arrival that no longer fits what is shown. */
  malformed(what: unknown): void;
}

export function createLiveAnswers(
  { apply, malformed }: LiveAnswersOptions,
): LiveAnswers {
  /** One for each request under way: what has come since it was sent. */
  const sinceRequests = new Set<Arrived[]>();

  function applyAgain(arrived: Arrived): void {
    try {
      apply(arrived);
    } catch (error) {
      malformed({ arrived, error });
    }
  }

  return {
    apply(arrived) {
      apply(arrived);
      for (const since of sinceRequests) since.push(arrived);
    },
    async fetched(request, show) {
      const since: Arrived[] = [];
      sinceRequests.add(since);
      try {
        const answer = await request;
        batch(() => {
          show(answer);
          since.forEach(applyAgain);
        });
        return answer;
      } finally {
        sinceRequests.delete(since);
      }
    },
  };
}
