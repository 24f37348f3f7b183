import type { Action } from "./decision.ts";
import type { EmailReason, FindingType } from "./policy.ts";

/** What is common to the decisions about content. */
interface ContentDecision {
  readonly action: Action;
  /** `action === "deny"`. */
  readonly denied: boolean;
  /** Whether the content was denied, or would have been with the rule enforced. */
  readonly wouldDeny: boolean;
  /**
   * The code of the fault, when the guard failed to judge; {@link action} is then what `onError` says.
   */
  readonly fault?: string;
}

/** A judged email address. */
export interface EmailDecision extends ContentDecision {
  /** Whether it is an address by the policy's profile. */
  readonly valid: boolean;
  /**
   * All that was found of it, denied or not, in the order of the policy's schema; `"blocked"` for a
   * domain that the policy blocks. Empty when there is nothing to say.
   */
  readonly reasons: readonly (EmailReason | "blocked")[];
  /** Those of {@link reasons} that the policy denies, in report mode too. */
  readonly deniedBy: EmailDecision["reasons"];
  /** The address that was perhaps meant; only with the reason `"typo"`. */
  readonly suggestion?: string;
  /** The decision for logs and the command line, without the address. */
  toJSON(): EmailDecisionJson;
}

/** An {@link EmailDecision} as a plain object. */
export type EmailDecisionJson = Omit<EmailDecision, "denied" | "toJSON">;

/** One piece of sensitive information in a text. Findings do not overlap. */
export interface Finding {
  /** `"creditCard"`, `"secret"`, …, or the name of a pattern in the policy's `custom`. */
  readonly type: FindingType | (string & {});
  /** Which one of its type: the card's brand, the country, the rule that knows the secret. */
  readonly rule?: string;
  /** UTF-16 code units of the text, half-open: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  /** The same in bytes of the text's UTF-8 form. */
  readonly bytes: readonly [start: number, end: number];
  /** How sure it is, 0 to 100. */
  readonly confidence: number;
  /** Whether the policy's `deny` names its type. */
  readonly denied: boolean;
}

/** A judged text. */
export interface SensitiveDecision extends ContentDecision {
  /** In the order of the text. Empty when nothing was found. */
  readonly findings: readonly Finding[];
  /** The decision for logs and the command line: places, and no word of what stands there. */
  toJSON(): SensitiveDecisionJson;
}

/** A {@link SensitiveDecision} as a plain object. */
export type SensitiveDecisionJson = Omit<SensitiveDecision, "denied" | "toJSON">;

/**
 * Says whether a domain receives mail: its mail exchangers, or whether there are any. The domain is
 * in ASCII (`xn--…`) and has no dot at its end.
 *
 * Whoever cannot tell throws: the address is then judged without it.
 */
export type ResolveMx = (domain: string) => Promise<boolean | readonly unknown[]>;
