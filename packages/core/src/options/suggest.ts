/**
 * Finds the name that was probably meant, ignoring case: the one within a few typing errors, or the
 * category if its prefix was omitted. Called only to word an error message.
 */
export function suggest(given: string, names: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  const category = `category:${wanted}`;
  let best: string | undefined;
  // One error per three letters: allowing more would suggest unrelated words.
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
