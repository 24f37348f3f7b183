/**
 * The order of one round: alternately forwards and backwards, so that no subject always comes after
 * the same one, and a machine that warms up or slows down favours none.
 */
export function orderRound<T>(subjects: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...subjects] : [...subjects].reverse();
}
