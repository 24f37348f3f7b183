import { readFileSync } from "node:fs";

/** The structure of `abi.json`, the single definition of what host and guest share. */
export interface AbiDefinition {
  readonly version: number;
  readonly magic: number;
  readonly customSection: string;
  readonly exports: Readonly<Record<string, string>>;
  /** Exports that a module has only if its policy uses the rule of that name. */
  readonly optionalExports: Readonly<Record<string, string>>;
  readonly capacity: Readonly<Record<string, number>>;
  readonly layoutWords: readonly string[];
  readonly inputWords: readonly string[];
  readonly inputFlags: Readonly<Record<string, number>>;
  readonly slots: readonly string[];
  readonly facts: Readonly<Record<string, Fact>>;
  readonly absent: number;
  readonly outputWords: readonly string[];
  readonly reasonWords: readonly string[];
  readonly clientWords: readonly string[];
  readonly fingerprintTextBytes: number;
  readonly contentInputWords: readonly string[];
  readonly contentRules: Readonly<Record<string, number>>;
  readonly contentFlags: Readonly<Record<string, number>>;
  readonly fieldsWords: readonly string[];
  readonly emailWords: readonly string[];
  readonly emailReasons: readonly string[];
  readonly emailProfiles: readonly string[];
  readonly sensitiveWords: readonly string[];
  readonly findingWords: readonly string[];
  readonly actions: readonly string[];
  readonly effects: readonly string[];
  readonly rules: readonly string[];
  readonly modes: readonly string[];
  readonly sensitivities: readonly string[];
  readonly configureOps: readonly string[];
}

/** A fact that a platform may know about a request in addition to what the client sent. */
export interface Fact {
  readonly type: "text" | "integer" | "boolean";
  /** A sentence of documentation, with example values. */
  readonly doc: string;
}

/** Reads `abi.json`, the file next to this one. */
export function readAbiDefinition(): AbiDefinition {
  return JSON.parse(readFileSync(new URL("abi.json", import.meta.url), "utf8"));
}
