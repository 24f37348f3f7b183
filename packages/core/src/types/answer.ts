import type { Action, Decision, Reason } from "./decision.ts";

/** The guest's decoded answer about one request. `null` means "allow, nothing to report". */
export interface Answer {
  readonly action: Action;
  readonly rule: string | null;
  readonly reasons: readonly Reason[];
  readonly status: number | null;
  /** The client's address. Present only when the policy has the rule `client`. */
  readonly client?: FoundClient | undefined;
}

/** The client address as determined by the policy's rule `client`. */
export interface FoundClient {
  readonly ip: string | null;
  /** Where the address came from: see {@link Decision.ipSource}. */
  readonly source: string | null;
}
