import type { Guard } from "../guard/guard.ts";
import type { Decision } from "../types/decision.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";

/**
 * Judges a request and passes the decision to `use`. If the guard's policy reads bodies, the body
 * is judged too and the result is a promise; otherwise everything happens synchronously.
 *
 * @example
 * ```ts
 * const answer = decideThen(guard, request, {}, (decision) => {
 *   return decision.denied ? decision.toResponse() : app(request);
 * });
 * ```
 */
export function decideThen<Result>(
  guard: Guard,
  request: GuardRequest,
  options: CheckOptions,
  use: (decision: Decision) => Result,
): Result | Promise<Awaited<Result>> {
  if (!guard.readsBody) return use(guard.check(request, options));
  return guard.protect(request, options).then(use) as Promise<Awaited<Result>>;
}
