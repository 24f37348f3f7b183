/**
 * What can go wrong with a guard, as opposed to with its arguments (`TypeError`, `RangeError`).
 *
 * | code | when | seen by |
 * |---|---|---|
 * | `NOT_SNAPWALL` | the module has not the exports of a Snapwall module | `createGuard` throws |
 * | `ABI_MISMATCH` | the module was built for another version of the ABI | `createGuard` throws |
 * | `NOT_BAKED` | the module holds no policy: it is no snapshot | `createGuard` throws |
 * | `TRAP` | the guest failed over a request | `onFault`; `fingerprint` throws |
 * | `TRAP` | the guest failed while it took the options | `createGuard` throws |
 * | `HOST` | reading the request failed (a `headers.get` that throws) | `onFault`; `fingerprint` throws |
 * | `RESOLVER` | `resolveMx` failed; the address is judged without it | `onFault` |
 * | `INSTANTIATE` | the platform could not make the instance, for want of memory | `createGuard` throws |
 * | `INSTANTIATE` | nor a new one after a trap; the next request tries again | `onFault`; `fingerprint` throws |
 * | `NO_RULE` | the policy of the snapshot has no rule for what was asked | `fingerprint`, `email`, `verifyEmail`, `sensitive` throw |
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
 * An operational fault. `code` is stable, the message is not; `cause` is the error underneath, if there is one.
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
