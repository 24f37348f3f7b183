import type { Finder } from "../codec/read-further-parts.ts";
import type { Answer, FoundClient } from "../types/answer.ts";
import type { Action, Decision, DecisionJson, DenialInit, Reason } from "../types/decision.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { denyWithProblem } from "./deny-with-problem.ts";

const NO_REASONS: readonly Reason[] = Object.freeze([]);

/**
 * Length of the longest address in UTF-16 code units: a full IPv6 address ending in dotted IPv4.
 */
const MAX_ADDRESS_UNITS = 45;

/** The judged request, and values computed from it on demand. */
interface Judged {
  readonly request: GuardRequest;
  readonly options: CheckOptions | undefined;
  readonly findAddress: Finder<string> | undefined;
  readonly client: FoundClient | undefined;
  /** Result of `findAddress`; `undefined` until it has been called. */
  ip: string | null | undefined;
}

/**
 * A decision about a request. Allowing a request without any findings allocates only this object
 * and its record of the judged request.
 *
 * It has no constructor, because V8 compiles methods of a class when they are first called, however
 * they are written, whereas it compiles {@link JudgedRequest.decide} eagerly with its file. For the
 * same reason the public fields are declared but not initialised.
 */
export class JudgedRequest implements Decision {
  declare action: Action;
  declare denied: boolean;
  declare rule: string | null;
  declare reasons: readonly Reason[];
  declare status: number | null;
  // A `#private` field keeps the request out of logs that print the decision. A single field,
  // because each field costs a first request as much as a page of code.
  #judged!: Judged;

  static readonly decide = /** @type {Eager} */ (
    function decide(
      answer: Answer | null,
      request: GuardRequest,
      options: CheckOptions | undefined,
      findAddress: Finder<string> | undefined,
    ): Decision {
      const decision = new JudgedRequest();
      if (answer === null) {
        decision.action = "allow";
        decision.denied = false;
        decision.rule = null;
        decision.reasons = NO_REASONS;
        decision.status = null;
      } else {
        decision.action = answer.action;
        decision.denied = answer.action === "deny";
        decision.rule = answer.rule;
        decision.reasons = answer.reasons;
        decision.status = answer.status;
      }
      decision.#judged = { request, options, findAddress, client: answer?.client, ip: undefined };
      return decision;
    }
  );

  /**
   * Appends reasons of further rules to a decision. The first of them that denies decides, unless
   * the decision already denies.
   */
  static extend(decision: Decision, further: readonly Reason[]): Decision {
    const { action, rule, status, reasons } = decision;
    const { request, options, findAddress, client } = (decision as JudgedRequest).#judged;
    const deciding = further.find(({ effect }) => effect === "deny");
    const isDenied = action === "allow" && deciding !== undefined;
    const answer: Answer = {
      action: isDenied ? "deny" : action,
      rule: isDenied ? deciding.rule : rule,
      reasons: [...reasons, ...further],
      status: isDenied ? (deciding.rule === "error" ? 503 : 403) : status,
      client,
    };
    return JudgedRequest.decide(answer, request, options, findAddress);
  }

  get wouldDeny(): boolean {
    return this.denied || this.reasons.some((reason) => reason.effect === "report");
  }

  get ipSource(): string | null {
    return this.#judged.client?.source ?? null;
  }

  get ip(): string | null {
    const judged = this.#judged;
    const { request, options, findAddress, client } = judged;
    if (client !== undefined) return client.ip;
    const given = options?.ip;
    if (typeof given === "string") return this.#refuses(given) ? null : given;
    if (judged.ip === undefined) judged.ip = findAddress?.(request, options?.context) ?? null;
    return judged.ip;
  }

  /**
   * Whether `ip` is not an address according to the guest, or is too long to have been sent to it.
   */
  #refuses(ip: string): boolean {
    return ip.length > MAX_ADDRESS_UNITS || this.reasons.some(({ id }) => id === "INVALID_ADDRESS");
  }

  toResponse(init?: DenialInit): Response {
    if (this.status === null) {
      throw new TypeError('"toResponse" expected a denied request, got an allowed one');
    }
    const bodiless = (this.#judged.request as { method?: string }).method === "HEAD";
    return denyWithProblem(init?.status ?? this.status, bodiless, init?.headers);
  }

  toJSON(): DecisionJson {
    const { action, rule, reasons, wouldDeny, status, ip } = this;
    const json = { action, rule, reasons, wouldDeny, status, ip };
    const { client } = this.#judged;
    return client === undefined ? json : { ...json, ipSource: client.source };
  }
}
