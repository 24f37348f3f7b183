/**
 * Faults of a guard itself. Bad arguments throw a `TypeError` or `RangeError` instead.
 *
 * | code | when | reported by |
 * |---|---|---|
 * | `NOT_SNAPWALL` | the module does not have the exports of a Snapwall module | `createGuard` throws |
 * | `ABI_MISMATCH` | the module was built for another ABI version | `createGuard` throws |
 * | `NOT_BAKED` | the module contains no policy because it is not a snapshot | `createGuard` throws |
 * | `TRAP` | the guest failed while judging a request | `onFault`; `fingerprint` throws |
 * | `TRAP` | the guest failed while applying the options | `createGuard` throws |
 * | `HOST` | reading the request failed (a `headers.get` that throws) | `onFault`; `fingerprint` throws |
 * | `RESOLVER` | `resolveMx` failed; the address is judged without its answer | `onFault` |
 * | `INSTANTIATE` | the platform could not instantiate the module, for lack of memory | `createGuard` throws |
 * | `INSTANTIATE` | the same when replacing the instance after a trap; the next request tries again | `onFault`; `fingerprint` throws |
 * | `NO_RULE` | the snapshot's policy has no rule for the call | `fingerprint`, `email`, `verifyEmail`, `sensitive` throw |
 */
export type SnapwallErrorCode =
  | "NOT_SNAPWALL"
  | "ABI_MISMATCH"
  | "NOT_BAKED"
  | "TRAP"
  | "HOST"
  | "INSTANTIATE"
  | "NO_RULE"
  | "RESOLVER";

/**
 * An operational fault. `code` is stable, the message is not; `cause` is the underlying error, if
 * any.
 *
 * @example
 * ```ts
 * try {
 *   createGuard(module);
 * } catch (error) {
 *   if (error instanceof SnapwallError && error.code === "ABI_MISMATCH") console.error(error.message);
 * }
 * ```
 */
export class SnapwallError extends Error {
  override readonly name = "SnapwallError";
  readonly code: SnapwallErrorCode;

  constructor(code: SnapwallErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
