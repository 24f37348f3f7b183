let format: Intl.NumberFormat | undefined;

/** Writes a count with commas between thousands: `1,234,567`. */
export function formatCount(count: number): string {
  // Made when it is first asked for: it takes as long as everything else that a command starts with.
  format ??= new Intl.NumberFormat("en-US");
  return format.format(count);
}
