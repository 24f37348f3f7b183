import { SnapwallError, type SnapwallErrorCode } from "../errors.ts";
import { maskAllButLastFour } from "./mask.ts";
import { createTokens } from "./tokens.ts";

/** One piece of sensitive information in a text: UTF-16 code units, half-open. */
export interface TextFinding {
  readonly type: string;
  readonly rule?: string;
  readonly start: number;
  readonly end: number;
}

/** What finds sensitive information: a guard whose policy has the rule `sensitive`. */
export interface TextJudge {
  /** The findings are in the order of the text and do not overlap; a `fault` is why there are none. */
  sensitive(text: string): {
    readonly findings: readonly TextFinding[];
    readonly fault?: string;
  };
}

/**
 * What takes the place of a finding.
 *
 * - `"token"`: `[creditCard_1]`, the same for the same value; {@link Redactor.restore} undoes it.
 * - `"mask"`: asterisks, but for the last four letters or digits of a longer value.
 * - `{ fixed }`: the same text for all.
 * - A function of the finding and its text.
 */
export type RedactionStyle =
  | "token"
  | "mask"
  | { readonly fixed: string }
  | ((finding: TextFinding, value: string) => string);

/** How to redact. */
export interface RedactOptions {
  /** Types of findings to replace, such as `"creditCard"`; all that the policy looks for when left out. */
  readonly types?: readonly string[];
  /** `"token"` when left out. */
  readonly style?: RedactionStyle;
}

/** A text without its sensitive information. */
export interface Redaction {
  readonly text: string;
  /** What each token stands for; empty in every style but `"token"`. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Puts the values back into a text that has the tokens: this one gives the original again. */
  restore(text: string): string;
}

/** Redacts one text after another: what is the same in two of them has the same token. */
export interface Redactor {
  redact(text: string): Redaction;
  /** The findings in a value that has the name `name` where it comes from. */
  findNamed(name: string, value: string): readonly TextFinding[];
  /** Redacts such a value. */
  redactNamed(name: string, value: string): string;
  restore(text: string): string;
  readonly tokens: ReadonlyMap<string, string>;
  /** Findings that are to be replaced. */
  find(text: string): readonly TextFinding[];
  /** What takes a finding's place. */
  replace(finding: TextFinding, value: string): string;
}

/**
 * Makes a redactor.
 *
 * The threat: text that already has what looks like a token would be restored into somebody's card
 * number. So literal tokens are replaced by tokens themselves, and `restore` gives back every text.
 *
 * @throws {TypeError} For a style that there is not.
 * @throws {SnapwallError} From its functions, when the guard fails to judge: what nobody has judged is not
 * passed on as if it were redacted.
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
    const findings = types === undefined ? all : all.filter(({ type }) => types.includes(type));
    return style === "token" ? tokens.addLiterals(text, findings) : findings;
  }

  function redact(text: string): string {
    return replaceFindings(text, findAll(text), replacer);
  }

  function findNamed(name: string, value: string): readonly TextFinding[] {
    // In quotes and behind its name, as it stands in a document: secrets are told by their names.
    const before = `"${name}": "`;
    const findings = findAll(`${before}${value}"`);
    if (findings.length === 0) return findings;
    return findings.flatMap((finding) => {
      const start = Math.max(0, finding.start - before.length);
      const end = Math.min(value.length, finding.end - before.length);
      return start < end ? [{ ...finding, start, end }] : [];
    });
  }

  return {
    find: findAll,
    replace: replacer,
    redact: (text) => ({ text: redact(text), tokens: tokens.values, restore: tokens.restore }),
    findNamed,
    redactNamed: (name, value) => replaceFindings(value, findNamed(name, value), replacer),
    restore: tokens.restore,
    tokens: tokens.values,
  };
}

/** The text with every finding replaced. */
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
