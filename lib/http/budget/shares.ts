/** Who holds a share: a network address, a user or a tenant. */
export type Holder = `${HolderKind} ${string}`;

export type HolderKind = "address" | "user" | "tenant";

/** Whose part is used up: one holder's, or that of all together. */
export type Exhausted = HolderKind | "all";

/** How much there is of something, and how much of it one holder of each kind may have. */
export type Amounts = Record<Exhausted, number>;

/** What was taken; it goes back once, whenever that is. */
export interface Share {
  giveBack(): void;
}

/** Something of which there is only so much, and of which nobody may take it all. */
export class Shares {
  private readonly held = new Map<Holder, number>();
  private total = 0;

  constructor(private readonly most: Amounts) {}

  /** How much of it is taken. */
  get taken(): number {
    return this.total;
  }

  /** Takes `amount` on the account of all `holders`, or says whose part is used up. */
  take(holders: readonly Holder[], amount: number): Share | Exhausted {
    if (this.total + amount > this.most.all) return "all";
    for (const holder of holders) {
      const kind = kindOf(holder);
      if (this.of(holder) + amount > this.most[kind]) return kind;
    }
    this.add(holders, amount);
    let isHeld = true;
    return {
      giveBack: () => {
        if (isHeld) this.add(holders, -amount);
        isHeld = false;
      },
    };
  }

  private add(holders: readonly Holder[], amount: number): void {
    this.total += amount;
    for (const holder of holders) {
      const now = this.of(holder) + amount;
      if (now > 0) this.held.set(holder, now);
      else this.held.delete(holder);
    }
  }

  private of(holder: Holder): number {
    return this.held.get(holder) ?? 0;
  }
}

function kindOf(holder: Holder): HolderKind {
  return holder.slice(0, holder.indexOf(" ")) as HolderKind;
}
