import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../../lib/client/messages/compose/people.ts";

/** How long an answer is waited for before the text stands as it was typed, in milliseconds. */
const ANSWER_WITHIN_MS = 2_000;

/** People, and the text that they were found for: for another one they are no answer. */
interface Found {
  to: string;
  people: Person[];
}

const NONE: Found = { to: "", people: [] };

export interface Suggestions {
  /** What is shown, perhaps still of the text before. */
  people: Person[];
  /** The place of the one that is marked. */
  active: number;
  mark(index: number): void;
  /** Goes to the next one, or the one before. */
  go(step: 1 | -1): void;
  /** The one that was gone to, and does not only come first. */
  chosenFor(text: string): Person | undefined;
  /** What was found for just this text so far. */
  foundFor(text: string): Person[];
  /** The same, waited for where it has not been found yet. */
  waitFor(text: string): Promise<Person[]>;
  clear(): void;
}

/** Whom the text of a field may mean, asked for as it changes. */
export function useSuggestions(
  text: string,
  find: (text: string, signal: AbortSignal) => Promise<Person[] | null>,
): Suggestions {
  const [found, setFound] = useState(NONE);
  const [active, mark] = useState(0);
  const [isChosen, setChosen] = useState(false);
  const { people } = found;
  const asked = text.trim();

  useEffect(() => {
    if (asked === "") return setFound(NONE);
    const asking = new AbortController();
    find(asked, asking.signal).then((people) => {
      if (asking.signal.aborted) return;
      mark(0);
      setChosen(false);
      setFound({ to: asked, people: people ?? [] });
    });
    return () => asking.abort();
  }, [asked]);

  const foundFor = (text: string) =>
    found.to === text.trim() ? found.people : [];
  return {
    people,
    active,
    mark,
    go(step) {
      mark((active + step + people.length) % people.length);
      setChosen(true);
    },
    chosenFor: (text) => isChosen ? foundFor(text)[active] : undefined,
    foundFor,
    async waitFor(text) {
      if (found.to === text.trim()) return found.people;
      const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
      return await find(text.trim(), late) ?? [];
    },
    clear: () => setFound(NONE),
  };
}
