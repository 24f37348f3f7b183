/** The packages that the lists of the rule `email` come from, and what each provides. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { domainToASCII } from "node:url";
import { findPackageFile, readLines } from "./corpora.ts";

const require = createRequire(import.meta.url);

/** The packages' data, unmodified. */
export interface EmailSources {
  /** `disposable-email-domains-js`. */
  disposable: string[];
  /** `freemail`: providers of mailboxes. */
  free: string[];
  /** `freemail`: domains it considers disposable, used only to exclude them from `free`. */
  notFree: string[];
  /** `role-based-email-addresses`. */
  roles: string[];
  /** `tlds`, in ASCII. */
  topLevel: string[];
}

/** Reads the lists from the installed packages. */
export function readEmailSources(): EmailSources {
  const disposable = "dist/dict/disposable_email_blocklist.json";
  const read = (name: string, file: string) => readLines(findPackageFile(name, file)) ?? [];
  return {
    disposable: JSON.parse(
      readFileSync(findPackageFile("disposable-email-domains-js", disposable), "utf8"),
    ),
    free: read("freemail", "data/free.txt"),
    notFree: read("freemail", "data/disposable.txt"),
    roles: require("role-based-email-addresses") as string[],
    topLevel: (require("tlds") as string[]).map((name) => domainToASCII(name)),
  };
}

/** Names, and the reason for the decision about them. */
export interface Decision {
  reason: string;
  names: string[];
}

/** Our own corrections and additions: `email-supplement.json`. */
export interface EmailSupplement {
  free: { add: Decision[]; drop: Decision[] };
  roles: { drop: Decision[] };
  /** Services that forward mail, never disposable. */
  relays: Decision[];
  /** Domains that people mistype, the most popular first. */
  popular: Decision[];
  /** Domains that look like misspellings but are not. */
  real: Decision[];
  /** Top-level domains that people mistype. */
  endings: Decision[];
}

/** Reads `email-supplement.json`. */
export function readEmailSupplement(): EmailSupplement {
  return JSON.parse(readFileSync(new URL("email-supplement.json", import.meta.url), "utf8"));
}
