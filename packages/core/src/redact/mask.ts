/** What a mask keeps. */
const KEPT = 4;

/** Letters and digits at least, so that more is hidden than shown. */
const LEAST = 9;

/**
 * Replaces letters and digits by asterisks, but for the last four of a value that has at least nine;
 * what stands between them stays: `**** **** **** 1111`.
 */
export function maskAllButLastFour(value: string): string {
  const signs = value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const hidden = signs < LEAST ? signs : signs - KEPT;
  let seen = 0;
  return value.replace(/[\p{L}\p{N}]/gu, (sign) => (seen++ < hidden ? "*" : sign));
}
