import type { Answer } from "../types/answer.ts";
import type { Action, Decision, DecisionJson, DenialInit, Reason } from "../types/decision.ts";
import type { GuardRequest } from "../types/request.ts";
import { denyWithProblem } from "./deny-with-problem.ts";

const NO_REASONS: readonly Reason[] = Object.freeze([]);

/** Finds the client's address of one request. */
export type FindAddress = (request: GuardRequest, context: unknown) => string | null;

/** A decision about `request`. Allowing with nothing to say costs this object and no other. */
export class JudgedRequest implements Decision {
  readonly action: Action;
  readonly rule: string | null;
  readonly reasons: readonly Reason[];
  readonly status: number | null;
  readonly #request: GuardRequest;
  readonly #context: unknown;
  readonly #findAddress: FindAddress | undefined;
  #ip: string | null | undefined;

  constructor(
    answer: Answer | null,
    request: GuardRequest,
    ip: string | null | undefined,
    context: unknown,
    findAddress: FindAddress | undefined,
  ) {
    this.action = answer === null ? "allow" : answer.action;
    this.rule = answer === null ? null : answer.rule;
    this.reasons = answer === null ? NO_REASONS : answer.reasons;
    this.status = answer === null ? null : answer.status;
    this.#request = request;
    this.#context = context;
    this.#findAddress = findAddress;
    this.#ip = ip ?? undefined;
  }

  get denied(): boolean {
    return this.action === "deny";
  }

  get wouldDeny(): boolean {
    return this.denied || this.reasons.some((reason) => reason.effect === "report");
  }

  get ip(): string | null {
    if (this.#ip === undefined) {
      this.#ip = this.#findAddress?.(this.#request, this.#context) ?? null;
    }
    return this.#ip;
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
