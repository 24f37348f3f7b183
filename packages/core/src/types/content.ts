import type { Action } from "./decision.ts";
import type { EmailReason, FindingType } from "./policy.ts";

/** Fields shared by all decisions about content. */
interface ContentDecision {
  readonly action: Action;
  /** `action === "deny"`. */
  readonly denied: boolean;
  /** Whether the content was denied, or would have been if the rule were enforced. */
  readonly wouldDeny: boolean;
  /**
   * The error code, if the guard failed to judge the content; {@link action} is then taken from
   * `onError`.
   */
  readonly fault?: string;
}

/** A judged email address. */
export interface EmailDecision extends ContentDecision {
  /** Whether the address is valid under the policy's `profile`. */
  readonly valid: boolean;
  /**
   * Everything found about the address, denied or not, in the order of the policy's schema.
   * `"blocked"` stands for a domain that the policy blocks. Empty when nothing was found.
   */
  readonly reasons: readonly (EmailReason | "blocked")[];
  /** The subset of {@link reasons} that the policy denies, also in report mode. */
  readonly deniedBy: EmailDecision["reasons"];
  /** The address probably meant. Present only with the reason `"typo"`. */
  readonly suggestion?: string;
  /** A plain object for logs and the command line. Does not contain the address. */
  toJSON(): EmailDecisionJson;
}

/** An {@link EmailDecision} as a plain object. */
export type EmailDecisionJson = Omit<EmailDecision, "denied" | "toJSON">;

/** One piece of sensitive information in a text. Findings do not overlap. */
export interface Finding {
  /** `"creditCard"`, `"secret"` and so on, or the name of a pattern in the policy's `custom`. */
  readonly type: FindingType | (string & {});
  /**
   * The specific kind within its type: the card brand, the country, or the rule that recognised a
   * secret.
   */
  readonly rule?: string;
  /** Half-open range in UTF-16 code units: `text.slice(start, end)` is the finding. */
  readonly start: number;
  readonly end: number;
  /** The same range in bytes of the text encoded as UTF-8. */
  readonly bytes: readonly [start: number, end: number];
  /** Confidence, from 0 to 100. */
  readonly confidence: number;
  /** Whether the policy's `deny` includes this type. */
  readonly denied: boolean;
}

/** A judged text. */
export interface SensitiveDecision extends ContentDecision {
  /** In text order. Empty when nothing was found. */
  readonly findings: readonly Finding[];
  /** A plain object for logs and the command line. Contains positions but none of the text. */
  toJSON(): SensitiveDecisionJson;
}

/** A {@link SensitiveDecision} as a plain object. */
export type SensitiveDecisionJson = Omit<SensitiveDecision, "denied" | "toJSON">;

/**
 * Looks up whether a domain receives mail: resolves to its mail exchangers, or to whether it has
 * any. `domain` is in ASCII form (`xn--…`) without a trailing dot.
 *
 * Throw if the answer cannot be determined; the address is then judged without it.
 */
export type ResolveMx = (domain: string) => Promise<boolean | readonly unknown[]>;
