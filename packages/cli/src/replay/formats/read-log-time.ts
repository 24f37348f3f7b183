const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const DIGIT_0 = 0x30;

/**
 * Parses the time of an access log, `10/Oct/2000:13:55:36 -0700`, or one in ISO 8601.
 *
 * @returns milliseconds since 1970, or `NaN` if it is neither
 * @see https://httpd.apache.org/docs/2.4/mod/mod_log_config.html (`%t`)
 */
export function readLogTime(text: string): number {
  if (text.charCodeAt(2) !== 0x2f) return Date.parse(text);
  const month = MONTHS.indexOf(text.slice(3, 6)) / 3;
  if (!Number.isInteger(month) || month < 0 || text.length !== 26) return Number.NaN;
  const utcMs = Date.UTC(
    readTwo(text, 7) * 100 + readTwo(text, 9),
    month,
    readTwo(text, 0),
    readTwo(text, 12),
    readTwo(text, 15),
    readTwo(text, 18),
  );
  const offsetMinutes = readTwo(text, 22) * 60 + readTwo(text, 24);
  return utcMs + (text[21] === "-" ? 1 : -1) * offsetMinutes * 60_000;
}

function readTwo(text: string, at: number): number {
  const tens = text.charCodeAt(at) - DIGIT_0;
  const ones = text.charCodeAt(at + 1) - DIGIT_0;
  const isNumber = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
  return isNumber ? tens * 10 + ones : Number.NaN;
}

/** The latest time that a `Date` can represent. */
const MAX_TIME_MS = 8.64e15;

/**
 * Numbers below this are seconds, those below a thousand times this are milliseconds, and so on.
 */
const SECONDS_BELOW = 1e11;

/**
 * Parses the time of a JSON log: a number since 1970 in seconds, milliseconds, microseconds or
 * nanoseconds, distinguished by magnitude, or text as in {@link readLogTime}.
 *
 * @returns milliseconds since 1970, or `NaN` if it is none of these
 */
export function readAnyTime(value: unknown): number {
  if (typeof value === "string") {
    return /^\d+(\.\d+)?$/.test(value) ? readAnyTime(Number(value)) : readLogTime(value);
  }
  if (typeof value !== "number" || !(value >= 0)) return Number.NaN;
  let ms = value < SECONDS_BELOW ? value * 1000 : value;
  while (ms >= SECONDS_BELOW * 1000) ms /= 1000;
  return ms <= MAX_TIME_MS ? ms : Number.NaN;
}
