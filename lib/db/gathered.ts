import { setImmediate } from "node:timers";

interface Asked<Question, Answer> {
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers what is asked in one turn of the event loop and has it answered together, at most `most`
 * questions at a time: to a server, each request takes its time. What fails, fails for all of them.
 */
export function gathered<Question, Answer>(
  most: number,
  answerAll: (questions: Question[]) => Promise<Answer[]>,
): (question: Question) => Promise<Answer> {
  const waiting: Asked<Question, Answer>[] = [];

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (waiting.length === 1) setImmediate(answerWaiting);
    });

  function answerWaiting(): void {
    while (waiting.length > 0) answer(waiting.splice(0, most));
  }

  async function answer(asked: Asked<Question, Answer>[]): Promise<void> {
    try {
      const answers = await answerAll(asked.map(({ question }) => question));
      asked.forEach(({ resolve }, index) => resolve(answers[index]));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
