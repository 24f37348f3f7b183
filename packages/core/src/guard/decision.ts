import type { Answer } from "../types/answer.ts";
import type { Action, Decision, DecisionJson, DenialInit, Reason } from "../types/decision.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { denyWithProblem } from "./deny-with-problem.ts";

const NO_REASONS: readonly Reason[] = Object.freeze([]);

/** Finds the client's address of one request. */
export type FindAddress = (request: GuardRequest, context: unknown) => string | null;

/**
 * A decision about a request. Allowing with nothing to say costs this object and no other.
 *
 * The fields are declared and not defined: defining each before the constructor assigns it is a
 * function more to compile at the first decision.
 */
export class JudgedRequest implements Decision {
  declare readonly action: Action;
  declare readonly denied: boolean;
  declare readonly rule: string | null;
  declare readonly reasons: readonly Reason[];
  declare readonly status: number | null;
  // Private to the language, too: a request does not belong in a log that prints the decision.
  readonly #request: GuardRequest;
  readonly #options: CheckOptions | undefined;
  readonly #findAddress: FindAddress | undefined;
  #found: string | null | undefined;

  constructor(
    answer: Answer | null,
    request: GuardRequest,
    options: CheckOptions | undefined,
    findAddress: FindAddress | undefined,
  ) {
    if (answer === null) {
      this.action = "allow";
      this.denied = false;
      this.rule = null;
      this.reasons = NO_REASONS;
      this.status = null;
    } else {
      this.action = answer.action;
      this.denied = answer.action === "deny";
      this.rule = answer.rule;
      this.reasons = answer.reasons;
      this.status = answer.status;
    }
    this.#request = request;
    this.#options = options;
    this.#findAddress = findAddress;
  }

  get wouldDeny(): boolean {
    return this.denied || this.reasons.some((reason) => reason.effect === "report");
  }

  get ip(): string | null {
    const given = this.#options?.ip;
    if (typeof given === "string") return given;
    if (this.#found === undefined) {
      this.#found = this.#findAddress?.(this.#request, this.#options?.context) ?? null;
    }
    return this.#found;
  }

  toResponse(init?: DenialInit): Response {
    if (this.status === null) {
      throw new TypeError('"toResponse" expected a denied request, got one that is allowed');
    }
    const bodiless = (this.#request as { method?: string }).method === "HEAD";
    return denyWithProblem(init?.status ?? this.status, bodiless, init?.headers);
  }

  toJSON(): DecisionJson {
    const { action, rule, reasons, wouldDeny, status, ip } = this;
    return { action, rule, reasons, wouldDeny, status, ip };
  }
}
