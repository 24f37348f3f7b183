/**
 * Finds the name that was probably meant, without regard to case: the one a few typing slips away,
 * or the category whose prefix was forgotten. Only called to word an error.
 */
export function suggest(given: string, names: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  const category = `category:${wanted}`;
  let best: string | undefined;
  // Allows one slip in three letters; more would suggest words of another meaning.
  let bestSlips = Math.floor(given.length / 3) + 1;
  for (const name of names) {
    const candidate = name.toLowerCase();
    if (candidate === category) return name;
    if (Math.abs(candidate.length - wanted.length) >= bestSlips) continue;
    const slips = countSlips(wanted, candidate);
    if (slips < bestSlips) {
      best = name;
      bestSlips = slips;
    }
  }
  return best;
}

/** Levenshtein distance. */
function countSlips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1);
    }
    row = next;
  }
  return row[b.length] as number;
}
