import { type Field, type Fields, readFields } from "../codec/read-fields.ts";
import type { EmailDecision, SensitiveDecision } from "../types/content.ts";
import type { Effect, Reason } from "../types/decision.ts";
import type { ContentJudge, ContentRule } from "./content.ts";

/** Content that the caller passes in addition to the request's body. */
export interface GivenContent {
  readonly email?: string | undefined;
  readonly text?: string | undefined;
}

/** Maximum MX lookups per request, so that one body cannot trigger many. */
const MAX_LOOKUPS = 8;

/** Maximum reasons reported for the content of one request. */
const MAX_REASONS = 32;

/** The fields that a rule judges, and the fault if its selectors could not be read. */
interface FoundFields extends Fields {
  readonly faults: readonly Reason[];
}

/** What was found in a request's fields, and whether all of them were judged. */
export interface JudgedFields {
  readonly reasons: Reason[];
  readonly isWhole: boolean;
}

/**
 * Judges the body fields that the policy names and the content that the caller passed, stopping at
 * the first denial. Findings are reported with the field's name and the position, never with the
 * text.
 */
export async function judgeFields(
  judge: ContentJudge,
  body: string | Uint8Array | undefined,
  contentType: string | null,
  given: GivenContent,
): Promise<JudgedFields> {
  const read = async (rule: ContentRule, more: string | undefined): Promise<FoundFields> => {
    const selectors = judge.fieldsOf(rule);
    const faults = "rule" in selectors ? [selectors] : [];
    const isUnread = body === undefined || "rule" in selectors || selectors.size === 0;
    const { fields, isWhole } = isUnread ? NONE : await readFields(body, contentType, selectors);
    const all = more === undefined ? fields : [{ name: "", text: more }, ...fields];
    return { fields: all, isWhole, faults };
  };
  const reasons: Reason[] = [];
  const add = (found: readonly Reason[]) => {
    reasons.push(...found.slice(0, MAX_REASONS));
    if (reasons.length > MAX_REASONS) reasons.length = MAX_REASONS;
    const deciding = found.find(({ effect }) => effect === "deny");
    if (deciding !== undefined && !reasons.includes(deciding)) reasons[MAX_REASONS - 1] = deciding;
    return deciding !== undefined;
  };
  const addresses = await read("email", given.email);
  if (add(addresses.faults)) return { reasons, isWhole: true };
  for (const [index, field] of addresses.fields.entries()) {
    const { text } = field;
    const decision = index < MAX_LOOKUPS ? await judge.verifyEmail(text) : judge.email(text);
    if (add(tellEmail(decision, field))) return { reasons, isWhole: true };
  }
  const texts = await read("sensitive", given.text);
  if (add(texts.faults)) return { reasons, isWhole: true };
  for (const field of texts.fields) {
    if (add(tellFindings(judge.sensitive(field.text), field))) return { reasons, isWhole: true };
  }
  return { reasons, isWhole: addresses.isWhole && texts.isWhole };
}

const NONE: Fields = { fields: [], isWhole: true };

function tellEmail(decision: EmailDecision, { name, text }: Field): Reason[] {
  const { fault, reasons, deniedBy, denied } = decision;
  if (fault !== undefined) return [{ rule: "error", id: fault, effect: decision.action }];
  const where = { part: "field", name, start: 0, end: text.length } as const;
  return reasons.map((id) => {
    return { rule: "email", id, effect: effectOf(deniedBy.includes(id), denied), where };
  });
}

function tellFindings(decision: SensitiveDecision, { name }: Field): Reason[] {
  const { fault, findings } = decision;
  if (fault !== undefined) return [{ rule: "error", id: fault, effect: decision.action }];
  return findings.map(({ type, rule, start, end, denied }) => {
    const effect = effectOf(denied, decision.denied);
    const category = rule === undefined ? {} : { category: rule };
    return {
      rule: "sensitive",
      id: type,
      ...category,
      effect,
      where: { part: "field", name, start, end },
    };
  });
}

function effectOf(isDenied: boolean, isEnforced: boolean): Effect {
  if (!isDenied) return "note";
  return isEnforced ? "deny" : "report";
}
