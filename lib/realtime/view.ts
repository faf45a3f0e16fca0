import type { Log } from "../log.ts";

/** Something that is told: an event, a signal or a derived value, as `{"type", "data"}` on the wire. */
export interface Told {
  type: string;
  data: object;
}

/** What a client chooses of all that it is entitled to, and how it is told. */
export interface View {
  /** As they are named on this wire; absent: all. */
  types?: ReadonlySet<string>;
  /** Absent: the areas' own names and shapes. */
  vocabulary?: Vocabulary;
}

/** Other names and shapes for what is told. */
export interface Vocabulary {
  /** Two of the same name say the same. */
  name: string;
  /** `undefined` for what it has no word for. */
  say(told: Told): Told | undefined;
}

/** The view of a client that names these types, separated by commas; of all when it names none. */
export function viewOf(types: string | null | undefined): View | undefined {
  return types ? { types: new Set(types.split(",")) } : undefined;
}

/**
 * The same view, with a vocabulary that has no word for what it fails on: an error would take what
 * else is on its way from all readers of the isolate.
 */
export function guarded(view: View | undefined, log: Log): View | undefined {
  if (!view?.vocabulary) return view;
  const { name } = view.vocabulary;
  const say: Vocabulary["say"] = (told) => {
    try {
      return view.vocabulary?.say(told);
    } catch (error) {
      log.error("view.failed", error, { vocabulary: name, type: told.type });
    }
  };
  return { ...view, vocabulary: { name, say } };
}

/** What a client with this view is told instead of `told`; `undefined`: nothing. */
export function seen<One extends Told>(
  told: One,
  { types, vocabulary }: View = {},
): One | undefined {
  const said = vocabulary ? vocabulary.say(told) : told;
  if (!said || (types && !types.has(said.type))) return undefined;
  return said === told ? told : { ...told, ...said };
}
