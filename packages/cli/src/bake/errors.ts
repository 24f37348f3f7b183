/** A compiler module's report about a policy that it rejects. */
export interface PolicyFault {
  /** Stable name for the kind of mistake. */
  readonly code: string;
  readonly message: string;
  /** Path of the offending value: `bots.deny[0]`. */
  readonly path?: string;
  /** Position of the mistake in the policy's text, counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** The nearest valid spelling, if any. */
  readonly suggestion?: string;
}

/** A mistake in a policy: what it is, where, and the nearest valid spelling. */
export class PolicyError extends Error implements PolicyFault {
  override readonly name = "PolicyError";
  readonly code: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly suggestion?: string;

  constructor({ code, message, path, line, column, suggestion }: PolicyFault) {
    super(message);
    this.code = code;
    if (path !== undefined) this.path = path;
    if (line !== undefined) this.line = line;
    if (column !== undefined) this.column = column;
    if (suggestion !== undefined) this.suggestion = suggestion;
  }
}

/**
 * | code | when |
 * |---|---|
 * | `NOT_A_COMPILER` | the module is not a Snapwall compiler module |
 * | `INITIALISER_FAILED` | its initialiser trapped without giving a reason |
 * | `TOOL_MISSING` | Wizer or wasm-opt is not installed |
 * | `TOOL_FAILED` | Wizer or wasm-opt failed; the message quotes its error |
 */
export type BakeErrorCode =
  | "NOT_A_COMPILER"
  | "INITIALISER_FAILED"
  | "TOOL_MISSING"
  | "TOOL_FAILED";

/** A bake that failed for a reason other than its policy. */
export class BakeError extends Error {
  override readonly name = "BakeError";
  readonly code: BakeErrorCode;

  constructor(code: BakeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
