import type { Finder } from "../codec/read-further-parts.ts";
import type { Answer, FoundClient } from "../types/answer.ts";
import type { Action, Decision, DecisionJson, DenialInit, Reason } from "../types/decision.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { denyWithProblem } from "./deny-with-problem.ts";

const NO_REASONS: readonly Reason[] = Object.freeze([]);

/** Longest text of an address, in UTF-16 units: IPv6 in full with IPv4 at its end. */
const MAX_ADDRESS_UNITS = 45;

/** What was judged, and what is found out of it only when somebody asks. */
interface Judged {
  readonly request: GuardRequest;
  readonly options: CheckOptions | undefined;
  readonly findAddress: Finder<string> | undefined;
  readonly client: FoundClient | undefined;
  /** What `findAddress` found; `undefined`: it has not been asked. */
  ip: string | null | undefined;
}

/**
 * A decision about a request. Allowing with nothing to say costs this object and no other.
 *
 * It has no constructor, because V8 compiles a class's methods when they are first called, however
 * they are written, and {@link JudgedRequest.decide} with its file. For the same reason the public
 * fields are declared and not defined.
 */
export class JudgedRequest implements Decision {
  declare action: Action;
  declare denied: boolean;
  declare rule: string | null;
  declare reasons: readonly Reason[];
  declare status: number | null;
  // Private to the language, too: a request does not belong in a log that prints the decision. One
  // field, because every field costs a first request as much as a page of code.
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

  /** The decision with reasons of other rules behind its own; the first that denies decides. */
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

  /** Whether the guest has found `ip` to be no address, or has not seen it for its length. */
  #refuses(ip: string): boolean {
    return ip.length > MAX_ADDRESS_UNITS || this.reasons.some(({ id }) => id === "INVALID_ADDRESS");
  }

  toResponse(init?: DenialInit): Response {
    if (this.status === null) {
      throw new TypeError('"toResponse" expected a denied request, got one that is allowed');
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
