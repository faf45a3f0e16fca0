import type { View, Vocabulary } from "../view.ts";
import { decodeFrame, encodeEvent, encodeSignal } from "./wire.ts";

/** Something on its way to streams, encoded; with an id if it is an event of the log. */
export interface Piece {
  id?: number;
  type: string;
  bytes: Uint8Array;
}

/** What pieces are in other vocabularies; each is encoded once for all streams that use one. */
export class Renditions {
  private readonly known = new WeakMap<Piece, Map<string, Piece | undefined>>();

  of<One extends Piece>(piece: One, vocabulary: Vocabulary): One | undefined {
    let renditions = this.known.get(piece);
    if (!renditions) this.known.set(piece, renditions = new Map());
    if (!renditions.has(vocabulary.name)) {
      renditions.set(vocabulary.name, render(piece, vocabulary));
    }
    return renditions.get(vocabulary.name) as One | undefined;
  }
}

function render<One extends Piece>(
  piece: One,
  vocabulary: Vocabulary,
): One | undefined {
  const said = vocabulary.say(decodeFrame(piece.bytes));
  if (!said) return undefined;
  const { type, data } = said;
  const bytes = piece.id === undefined
    ? encodeSignal(type, data)
    : encodeEvent(piece.id, type, JSON.stringify(data));
  return { ...piece, type, bytes };
}

/** A stream's view of what is on its way to it. */
export class Lens {
  constructor(
    readonly view: View,
    private readonly renditions: Renditions,
  ) {}

  /** The piece as the stream sends it; `undefined` where its view leaves it out. */
  show<One extends Piece>(piece: One): One | undefined {
    const { types, vocabulary } = this.view;
    const shown = vocabulary ? this.renditions.of(piece, vocabulary) : piece;
    return shown && (!types || types.has(shown.type)) ? shown : undefined;
  }
}
