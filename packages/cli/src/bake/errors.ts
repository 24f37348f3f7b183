/** What a compiler module says about a policy that it does not accept. */
export interface PolicyFault {
  /** Stable name of the kind of mistake. */
  readonly code: string;
  readonly message: string;
  /** The offending value, as `bots.deny[0]`. */
  readonly path?: string;
  /** Where the mistake is in the policy's text, both counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** The nearest right spelling, when there is one. */
  readonly suggestion?: string;
}

/** A mistake in a policy: what it is, where, and the nearest right spelling. */
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
 * | `NOT_A_COMPILER` | the module is no Snapwall compiler module |
 * | `INITIALISER_FAILED` | its initialiser trapped without saying why |
 * | `TOOL_MISSING` | Wizer or wasm-opt is not installed |
 * | `TOOL_FAILED` | Wizer or wasm-opt ended with an error, quoted in the message |
 */
export type BakeErrorCode =
  | "NOT_A_COMPILER"
  | "INITIALISER_FAILED"
  | "TOOL_MISSING"
  | "TOOL_FAILED";

/** A bake that failed for another reason than its policy. */
export class BakeError extends Error {
  override readonly name = "BakeError";
  readonly code: BakeErrorCode;

  constructor(code: BakeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
