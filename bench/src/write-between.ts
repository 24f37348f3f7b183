import { readFileSync, writeFileSync } from "node:fs";

/** The last line of the part of a page that a benchmark writes. */
const end = "<!-- End of what is written. -->";

/**
 * Replaces the part of a hand-written page that a benchmark writes, between the line that names its
 * command and the line that ends it.
 *
 * @param page file name in `docs/`; the page must already have both lines
 * @param command as a reader would type it
 * @throws {Error} When the page lacks one of the lines.
 */
export function writeBetween(page: string, command: string, text: string): void {
  const path = new URL(`../../docs/${page}`, import.meta.url);
  const begin = `<!-- Written by \`${command}\`. Do not edit. -->`;
  const written = readFileSync(path, "utf8");
  const [from, to] = [written.indexOf(begin), written.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/${page} lacks the place that ${command} writes`);
  writeFileSync(path, `${written.slice(0, from)}${begin}\n\n${text}\n\n${written.slice(to)}`);
}
