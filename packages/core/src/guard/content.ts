import { CONTENT_FLAGS, CONTENT_RULES, FIELDS } from "../abi.ts";
import { writeContentWords } from "../codec/write-content.ts";
import type { Engine } from "../engine/engine.ts";
import { SnapwallError } from "../errors.ts";
import type { GuardOptions } from "../options/guard-options.ts";
import type { SensitiveDecision } from "../types/content.ts";
import type { Reason } from "../types/decision.ts";
import type { Mode } from "../types/policy.ts";
import { type DecideFault, type EmailJudge, judgeEmailsWith } from "./judge-email.ts";
import { judgeTextsWith } from "./judge-text.ts";

/** The name of a content rule in a policy. */
export type ContentRule = "email" | "sensitive";

/**
 * The part of a guard that judges content. Created on first use, because most guards never need it.
 */
export interface ContentJudge extends EmailJudge {
  sensitive(text: string): SensitiveDecision;
  /** The body fields that the policy's rule names, or the fault if the guest fails to tell. */
  fieldsOf(rule: ContentRule): ReadonlySet<string> | Reason;
}

/** Creates the part of a guard that judges content. */
export function judgeContentWith(
  engine: Engine,
  options: GuardOptions<never> | undefined,
  decideFault: DecideFault,
): ContentJudge {
  const emails = judgeEmailsWith(
    engine,
    flagsOf(options?.email?.mode),
    options?.resolveMx,
    decideFault,
  );
  const sensitive = judgeTextsWith(engine, flagsOf(options?.sensitive?.mode), decideFault);
  const known = new Map<ContentRule, ReadonlySet<string>>();
  return {
    email: (address) => {
      requireRule(engine, "email");
      return emails.email(address);
    },
    verifyEmail: async (address) => {
      requireRule(engine, "email");
      return emails.verifyEmail(address);
    },
    sensitive: (text) => {
      requireRule(engine, "sensitive");
      return sensitive(text);
    },
    fieldsOf: (rule) => {
      let fields = known.get(rule);
      if (fields === undefined) {
        try {
          fields = readSelectors(engine, rule);
        } catch (error) {
          const fault = error as SnapwallError;
          return { rule: "error", id: fault.code, effect: decideFault(fault) };
        }
        known.set(rule, fields);
      }
      return fields;
    },
  };
}

/** Whether the module's policy has the rule. */
function hasRule({ contentRules }: Engine, rule: ContentRule): boolean {
  return (contentRules & CONTENT_RULES[rule]) !== 0;
}

function requireRule(engine: Engine, rule: ContentRule): void {
  if (hasRule(engine, rule)) return;
  const message = `The module's policy has no rule "${rule}": add it and run \`snapwall bake\``;
  throw new SnapwallError("NO_RULE", message);
}

function flagsOf(mode: Mode | undefined): number {
  return mode === undefined ? 0 : CONTENT_FLAGS[mode];
}

function readSelectors(engine: Engine, rule: ContentRule): ReadonlySet<string> {
  if (!hasRule(engine, rule)) return new Set();
  return engine.ask((guest) => {
    writeContentWords(guest, CONTENT_FLAGS.fields, 0);
    (guest.exports[rule] as () => number)();
    const head = guest.outputAddress >>> 2;
    const address = guest.words[head + FIELDS.address] as number;
    const length = guest.words[head + FIELDS.bytes] as number;
    if (address + length > guest.bytes.length) {
      throw new RangeError("The guest's answer is malformed");
    }
    const bytes = guest.bytes.slice(address, address + length);
    guest.bytes.fill(0, guest.outputAddress, guest.outputAddress + guest.outputBytes);
    return new Set(length === 0 ? [] : new TextDecoder().decode(bytes).split("\n"));
  });
}
