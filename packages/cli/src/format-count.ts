let format: Intl.NumberFormat | undefined;

/** Formats a count with commas between thousands: `1,234,567`. */
export function formatCount(count: number): string {
  // Created on first use, because it takes as long as the rest of a command's startup.
  format ??= new Intl.NumberFormat("en-US");
  return format.format(count);
}
