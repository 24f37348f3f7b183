import { readFileSync, writeFileSync } from "node:fs";

/** The last line of what a benchmark writes into a page. */
const end = "<!-- End of what is written. -->";

/**
 * Replaces what a benchmark wrote into a page that is otherwise written by hand, between the line that
 * names its command and the line that ends it.
 *
 * @param page Of `docs/`, which already has both lines.
 * @param command As a reader would type it.
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
