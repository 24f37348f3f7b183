import { CAPACITY, CONTENT_RULES } from "../abi.ts";
import { requireBody } from "../codec/read-further-parts.ts";
import { readHeader } from "../codec/read-parts.ts";
import type { Engine } from "../engine/engine.ts";
import type { Decision, Reason } from "../types/decision.ts";
import type { CheckOptions, GuardRequest, ProtectOptions } from "../types/request.ts";
import type { ContentJudge } from "./content.ts";
import { JudgedRequest } from "./decision.ts";
import { judgeFields } from "./judge-fields.ts";
import { readBody } from "./read-body.ts";

/** How much of a body is read to find the policy's fields. */
const MAX_FIELDS_BODY_BYTES = 1 << 20;

/**
 * Creates `guard.protect`. It first judges what needs no body, so that the body of a request that
 * is denied anyway is not read; then the body as a whole; then its fields.
 *
 * @param judgeContent Returns the content judge, creating it on first use.
 */
export function protectWith(
  engine: Engine,
  check: (request: GuardRequest, options?: CheckOptions) => Decision,
  judgeContent: () => ContentJudge,
): (request: GuardRequest, options?: ProtectOptions) => Promise<Decision> {
  const readsFields = (engine.contentRules & CONTENT_RULES.fields) !== 0;
  const maxBytes = readsFields ? MAX_FIELDS_BODY_BYTES : CAPACITY.bodyBytes;
  return async (request, options) => {
    const given = { email: options?.email, text: options?.text };
    const isGiven = given.email !== undefined || given.text !== undefined;
    let decision = check(request, options);
    if (decision.denied || !(engine.readsBody || readsFields || isGiven)) return decision;
    let body = options?.body;
    let truncated = options?.bodyTruncated === true;
    if (body === undefined && (engine.readsBody || readsFields)) {
      const read = await readBody(request, maxBytes);
      if (read !== null) {
        body = read.body;
        truncated = read.bodyTruncated === true;
        if (engine.readsBody) decision = check(request, { ...options, ...read });
      }
    }
    if (decision.denied || !(readsFields || isGiven)) return decision;
    if (body !== undefined) requireBody(body);
    const type = body === undefined ? null : readHeader(request, "content-type");
    // The last chunk read may extend beyond the limit.
    const start = readsFields ? cut(body) : undefined;
    const isCut = truncated || start?.length !== body?.length;
    const { reasons, isWhole } = await judgeFields(judgeContent(), start, type, given);
    const isUntold = isCut && readsFields && !engine.readsBody;
    if (isUntold || !isWhole) reasons.push(TRUNCATED);
    return reasons.length === 0 ? decision : JudgedRequest.extend(decision, reasons);
  };
}

function cut(body: string | Uint8Array | undefined): string | Uint8Array | undefined {
  if (body === undefined || body.length <= MAX_FIELDS_BODY_BYTES) return body;
  return typeof body === "string"
    ? body.slice(0, MAX_FIELDS_BODY_BYTES)
    : body.subarray(0, MAX_FIELDS_BODY_BYTES);
}

const TRUNCATED: Reason = { rule: "request", id: "BODY_TRUNCATED", effect: "note" };
