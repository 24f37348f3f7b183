/**
 * Converts an IPv4-mapped IPv6 address (`::ffff:192.0.2.1`), as an IPv6 socket reports it, to plain
 * IPv4. Returns any other text unchanged.
 *
 * The threat: a deny list or rate limit would treat two spellings of one address as two clients.
 *
 * Source: RFC 4291 section 2.5.5.2.
 */
export function unmapAddress(address: string): string {
  const dotted = address.length > 7 && address.slice(0, 7).toLowerCase() === "::ffff:";
  return dotted && address.includes(".") ? address.slice(7) : address;
}
