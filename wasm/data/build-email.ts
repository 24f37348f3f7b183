/** Builds the lists of the rule `email` from the packages' lists and the supplement. */
import type { Decision, EmailSources, EmailSupplement } from "./email-sources.ts";

/** The lists as in `email.json`: lower case, ASCII, without duplicates. */
export interface EmailLists {
  disposable: string[];
  free: string[];
  roles: string[];
  topLevel: string[];
  relays: string[];
  real: string[];
  popular: string[];
  endings: string[];
}

const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/;

/**
 * Builds the lists. Deterministic: sorted, except `popular` and `endings`, from which the first
 * match is suggested.
 *
 * Omits names that a listed domain already covers, and entries that are not domains, since the
 * sources contain errors.
 */
export function buildEmail(sources: EmailSources, supplement: EmailSupplement): EmailLists {
  const topLevel = new Set(sources.topLevel);
  const isDomain = (name: string) =>
    DOMAIN.test(name) && topLevel.has(name.slice(name.lastIndexOf(".") + 1));
  const relays = namesOf(supplement.relays);
  const disposable = new Set(sources.disposable.map(normalize).filter(isDomain));
  for (const name of disposable) {
    if (isCovered(name, new Set(relays))) disposable.delete(name);
  }
  const notFree = new Set([...disposable, ...sources.notFree.map(normalize)]);
  const dropped = new Set(namesOf(supplement.free.drop));
  const free = sources.free
    .map(normalize)
    .filter((name) => isDomain(name) && !dropped.has(name) && !isCovered(name, notFree));
  const notRoles = new Set(namesOf(supplement.roles.drop));
  return {
    disposable: sortedRoots(disposable),
    free: sortedRoots(new Set([...free, ...namesOf(supplement.free.add)])),
    roles: [...new Set(sources.roles.map(normalize))].filter((name) => !notRoles.has(name)).sort(),
    topLevel: [...topLevel].sort(),
    relays: [...new Set(relays)].sort(),
    real: namesOf(supplement.real).sort(),
    popular: namesOf(supplement.popular),
    endings: namesOf(supplement.endings),
  };
}

/**
 * Rejects corrections of things that the sources do not contain.
 *
 * @throws {Error} when there is one: it has become superfluous, or is misspelt.
 */
export function refuseStaleEmail(sources: EmailSources, supplement: EmailSupplement): void {
  const said = {
    "free.drop": [supplement.free.drop, sources.free],
    "roles.drop": [supplement.roles.drop, sources.roles],
  } as const;
  for (const [key, [decisions, names]] of Object.entries(said)) {
    const known = new Set(names.map(normalize));
    const stale = namesOf(decisions).filter((name) => !known.has(name));
    if (stale.length > 0) {
      throw new Error(`${key} corrects entries that no source has: ${stale.join(", ")}`);
    }
  }
  const known = new Set(sources.free.map(normalize));
  const superfluous = namesOf(supplement.free.add).filter((name) => known.has(name));
  if (superfluous.length > 0) {
    throw new Error(`free.add repeats entries of the source: ${superfluous.join(", ")}`);
  }
}

/**
 * The text of `email.json`: one name per line, so that a diff shows what a new package release
 * changes.
 */
export function formatEmail(lists: EmailLists): string {
  const list = ([key, names]: [string, string[]]) =>
    `  ${JSON.stringify(key)}: [\n${names.map((name) => `    ${JSON.stringify(name)}`).join(",\n")}\n  ]`;
  return `{\n${Object.entries(lists).map(list).join(",\n")}\n}\n`;
}

/** Whether `name` or a domain above it is among `names`. */
export function isCovered(name: string, names: ReadonlySet<string>): boolean {
  const labels = name.split(".");
  return labels.some((_, index) => names.has(labels.slice(index).join(".")));
}

function sortedRoots(names: ReadonlySet<string>): string[] {
  const above = (name: string) => name.slice(name.indexOf(".") + 1);
  return [...names].filter((name) => !isCovered(above(name), names)).sort();
}

function namesOf(decisions: readonly Decision[]): string[] {
  return decisions.flatMap(({ names }) => names);
}

function normalize(name: string): string {
  return name.trim().toLowerCase();
}
