import { SnapwallError, type SnapwallErrorCode } from "../errors.ts";
import { maskAllButLastFour } from "./mask.ts";
import { createTokens } from "./tokens.ts";

/** A piece of sensitive information in a text: a half-open range in UTF-16 code units. */
export interface TextFinding {
  readonly type: string;
  readonly rule?: string;
  readonly start: number;
  readonly end: number;
}

/** Finds sensitive information: a guard whose policy has the rule `sensitive`. */
export interface TextJudge {
  /**
   * Findings are in text order and do not overlap. `fault` is set if the text could not be judged.
   */
  sensitive(text: string): {
    readonly findings: readonly TextFinding[];
    readonly fault?: string;
  };
}

/**
 * What replaces a finding.
 *
 * - `"token"`: `[creditCard_1]`; equal values get equal tokens. {@link Redactor.restore} undoes
 *   it.
 * - `"mask"`: asterisks, except the last four letters or digits of a longer value.
 * - `{ fixed }`: the same text for every finding.
 * - A function that is passed the finding and its text.
 */
export type RedactionStyle =
  | "token"
  | "mask"
  | { readonly fixed: string }
  | ((finding: TextFinding, value: string) => string);

/** How to redact. */
export interface RedactOptions {
  /**
   * Types of findings to replace, such as `"creditCard"`; by default all that the policy looks for.
   */
  readonly types?: readonly string[];
  /** Default: `"token"`. */
  readonly style?: RedactionStyle;
}

/** A redacted text. */
export interface Redaction {
  readonly text: string;
  /** The value of each token. Empty for styles other than `"token"`. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Replaces tokens in a text with their values; {@link text} becomes the original again. */
  restore(text: string): string;
}

/** Redacts any number of texts; a value that occurs in several has the same token in each. */
export interface Redactor {
  redact(text: string): Redaction;
  /** Findings in a value that is called `name` in its document. */
  findNamed(name: string, value: string): readonly TextFinding[];
  /** Redacts a value that is called `name` in its document. */
  redactNamed(name: string, value: string): string;
  restore(text: string): string;
  readonly tokens: ReadonlyMap<string, string>;
  /** Findings in a text that are to be replaced. */
  find(text: string): readonly TextFinding[];
  /** All findings in a text, of types that are not to be replaced too. */
  findAll(text: string): readonly TextFinding[];
  /** Those of all findings in a text that are to be replaced, as {@link find} returns them. */
  select(text: string, all: readonly TextFinding[]): readonly TextFinding[];
  /** The replacement for a finding whose text is `value`. */
  replace(finding: TextFinding, value: string): string;
}

/**
 * Creates a redactor.
 *
 * The threat: text that already contains something like a token would be restored to someone's card
 * number. Literal tokens are therefore replaced with tokens too, and `restore` recovers any text.
 *
 * @throws {TypeError} For an unknown style.
 * @throws {SnapwallError} From the redactor's methods when the guard fails to judge: a text that
 * was not judged must not pass for redacted.
 *
 * @example
 * ```ts
 * const redactor = createRedactor(guard);
 * const { text } = redactor.redact("Charge 4111 1111 1111 1111"); // Charge [creditCard_1]
 * const answer = redactor.restore(await ask(text));
 * ```
 */
export function createRedactor(guard: TextJudge, options: RedactOptions = {}): Redactor {
  const { types, style = "token" } = options;
  const tokens = createTokens();
  const replacer = readStyle(style, tokens.tokenOf);

  function findAll(text: string): readonly TextFinding[] {
    const { findings: all, fault } = guard.sensitive(text);
    if (fault !== undefined) {
      throw new SnapwallError(
        fault as SnapwallErrorCode,
        "Text could not be judged, so it was not redacted",
      );
    }
    return all;
  }

  function select(text: string, all: readonly TextFinding[]): readonly TextFinding[] {
    const findings = types === undefined ? all : all.filter(({ type }) => types.includes(type));
    return style === "token" ? tokens.addLiterals(text, findings) : findings;
  }

  const find = (text: string) => select(text, findAll(text));

  function redact(text: string): string {
    return replaceFindings(text, find(text), replacer);
  }

  function findNamed(name: string, value: string): readonly TextFinding[] {
    // Judged as it would appear in a document, quoted and after its name, because secrets are
    // recognised by their names.
    const before = `"${name}": "`;
    const findings = find(`${before}${value}"`);
    if (findings.length === 0) return findings;
    return findings.flatMap((finding) => {
      const start = Math.max(0, finding.start - before.length);
      const end = Math.min(value.length, finding.end - before.length);
      return start < end ? [{ ...finding, start, end }] : [];
    });
  }

  return {
    find,
    findAll,
    select,
    replace: replacer,
    redact: (text) => ({ text: redact(text), tokens: tokens.values, restore: tokens.restore }),
    findNamed,
    redactNamed: (name, value) => replaceFindings(value, findNamed(name, value), replacer),
    restore: tokens.restore,
    tokens: tokens.values,
  };
}

/** Replaces every finding in a text. */
export function replaceFindings(
  text: string,
  findings: readonly TextFinding[],
  replace: (finding: TextFinding, value: string) => string,
): string {
  let out = "";
  let end = 0;
  for (const finding of findings) {
    out += text.slice(end, finding.start);
    out += replace(finding, text.slice(finding.start, finding.end));
    end = finding.end;
  }
  return out + text.slice(end);
}

function readStyle(style: RedactionStyle, tokenOf: (type: string, value: string) => string) {
  if (typeof style === "function") return style;
  if (style === "token") return ({ type }: TextFinding, value: string) => tokenOf(type, value);
  if (style === "mask") return (_: TextFinding, value: string) => maskAllButLastFour(value);
  const fixed = (style as { readonly fixed?: unknown } | null)?.fixed;
  if (typeof fixed === "string") return () => fixed;
  throw new TypeError(`"style" expected "token", "mask", { fixed } or a function, got ${style}`);
}
