/** The parts of a request in slot order, a body perhaps as bytes; `null` is absent. */
export type Parts = (string | Uint8Array | null)[];

/** Adds a header's value behind those of the same name that came before. */
export const addHeader = /** @type {Eager} */ (
  function addHeader(slot: number, value: unknown, parts: Parts): void {
    const text = toText(value);
    const earlier = parts[slot];
    if (text !== null) parts[slot] = typeof earlier === "string" ? `${earlier}, ${text}` : text;
  }
);

/** The text of a value that a header has; `null`: it is absent. */
export const toText = /** @type {Eager} */ (
  function toText(value: unknown): string | null {
    if (typeof value === "string") return value;
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
    return String(value);
  }
);
