/** Finds a definition again after the file was edited: by its name, or, when it was renamed, by its place. */

import type { Loss, LossKind } from "./loss";

export interface Followed {
  readonly qualifiedName: string;
  readonly kind: LossKind;
  /** Its index in the file's list of losses when last seen. */
  readonly ordinal: number;
}

/** The same loss among those of now. `before` is the list that `ordinal` counts in, where it is known. */
export function follow(key: Followed, before: readonly Loss[] | undefined, now: readonly Loss[]): Loss | undefined {
  const named = now.filter((loss) => loss.qualifiedName === key.qualifiedName);
  const alike = named.filter((loss) => loss.kind === key.kind);
  const found = alike.length > 0 ? alike : named;
  if (found.length > 0) {
    // Uses of one name may stand several times in a function: the same one in order.
    const rank = before
      ? before
          .slice(0, key.ordinal)
          .filter((loss) => loss.qualifiedName === key.qualifiedName && loss.kind === key.kind).length
      : 0;
    return found[Math.min(rank, found.length - 1)];
  }
  // Renamed: a name that was not there before, of the same kind, where the old one stood.
  const known = new Set(before?.map((loss) => loss.qualifiedName));
  const isNew = (loss: Loss) => loss.kind === key.kind && (before === undefined || !known.has(loss.qualifiedName));
  const there = now[key.ordinal];
  if (there && isNew(there)) return there;
  const fresh = now.filter((loss) => before !== undefined && isNew(loss));
  const neighbours = new Set(now.map((loss) => loss.qualifiedName));
  const gone = before?.filter((loss) => loss.kind === key.kind && !neighbours.has(loss.qualifiedName)) ?? [];
  // One went and one came: that is it, wherever it moved.
  return fresh.length === 1 && gone.length === 1 ? fresh[0] : undefined;
}
