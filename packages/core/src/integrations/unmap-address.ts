/**
 * Writes an IPv4 address that came over an IPv6 socket (`::ffff:192.0.2.1`) as IPv4; leaves any
 * other text as it is.
 *
 * The threat: two spellings of one address are two clients to a deny list or a rate limit.
 *
 * Source: RFC 4291 section 2.5.5.2.
 */
export function unmapAddress(address: string): string {
  const dotted = address.length > 7 && address.slice(0, 7).toLowerCase() === "::ffff:";
  return dotted && address.includes(".") ? address.slice(7) : address;
}
