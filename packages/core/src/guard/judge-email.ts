import { CONTENT_FLAGS } from "../abi.ts";
import { type EmailAnswer, readEmailAnswer, writeAddress } from "../codec/email.ts";
import type { Engine } from "../engine/engine.ts";
import { SnapwallError } from "../errors.ts";
import type { EmailDecision, EmailDecisionJson, ResolveMx } from "../types/content.ts";
import type { Action } from "../types/decision.ts";

/** The part of a guard that judges email addresses. */
export interface EmailJudge {
  email(address: string): EmailDecision;
  verifyEmail(address: string): Promise<EmailDecision>;
}

/** Reports a fault and returns the action it results in. */
export type DecideFault = (error: SnapwallError) => Action;

/**
 * Creates the synchronous and the asynchronous way to judge an address.
 *
 * @param flags The rule's mode from the guard's options, as bits of `CONTENT_FLAGS`.
 */
export function judgeEmailsWith(
  { ask }: Pick<Engine, "ask">,
  flags: number,
  resolveMx: ResolveMx | undefined,
  decideFault: DecideFault,
): EmailJudge {
  const askAbout = (
    address: string,
    more: number,
    wantsDomain = false,
  ): EmailAnswer | SnapwallError => {
    try {
      return ask((guest) => {
        writeAddress(guest, address, flags | more);
        (guest.exports.email as () => number)();
        return readEmailAnswer(guest, address, wantsDomain);
      });
    } catch (error) {
      return error as SnapwallError;
    }
  };
  const decide = (answer: EmailAnswer | SnapwallError) => {
    return answer instanceof SnapwallError
      ? new JudgedEmail(decideFault(answer), answer)
      : new JudgedEmail(answer.action, answer);
  };
  return {
    email: (address) => decide(askAbout(requireAddress(address), 0)),
    verifyEmail: async (address) => {
      const answer = askAbout(requireAddress(address), 0, true);
      if (answer instanceof SnapwallError || answer.reasons.includes("invalid")) {
        return decide(answer);
      }
      if (resolveMx === undefined || answer.domain === "") return decide(answer);
      try {
        if (receivesMail(await resolveMx(answer.domain))) return decide(answer);
      } catch (cause) {
        decideFault(
          new SnapwallError("RESOLVER", "Mail exchangers could not be resolved", { cause }),
        );
        return decide(answer);
      }
      return decide(askAbout(address, CONTENT_FLAGS.noMxRecords));
    },
  };
}

function receivesMail(found: boolean | readonly unknown[]): boolean {
  return typeof found === "boolean" ? found : found.length > 0;
}

function requireAddress(address: unknown): string {
  if (typeof address === "string") return address;
  const got = address === null ? "null" : typeof address;
  throw new TypeError(`"address" expected string, got ${got}`);
}

class JudgedEmail implements EmailDecision {
  readonly action: Action;
  readonly denied: boolean;
  readonly wouldDeny: boolean;
  readonly valid: boolean;
  readonly reasons: EmailDecision["reasons"];
  readonly deniedBy: EmailDecision["reasons"];
  declare readonly suggestion?: string;
  declare readonly fault?: string;

  constructor(action: Action, answer: EmailAnswer | SnapwallError) {
    const isFault = answer instanceof SnapwallError;
    this.action = action;
    this.denied = action === "deny";
    this.reasons = isFault ? [] : answer.reasons;
    this.deniedBy = isFault ? [] : answer.deniedBy;
    this.wouldDeny = this.denied || this.deniedBy.length > 0;
    this.valid = !isFault && !this.reasons.includes("invalid");
    if (isFault) this.fault = answer.code;
    else if (answer.suggestion !== undefined) this.suggestion = answer.suggestion;
  }

  toJSON(): EmailDecisionJson {
    const { denied, ...json } = this;
    return json as EmailDecisionJson;
  }
}
