import type { Action, Decision, Reason } from "./decision.ts";

/** What the guest answered about one request, decoded. `null` stands for "allow, nothing to say". */
export interface Answer {
  readonly action: Action;
  readonly rule: string | null;
  readonly reasons: readonly Reason[];
  readonly status: number | null;
  /** The client's address, where the policy has a rule for it. */
  readonly client?: FoundClient | undefined;
}

/** The address that a policy's rule `client` found. */
export interface FoundClient {
  readonly ip: string | null;
  /** Who said so: see {@link Decision.ipSource}. */
  readonly source: string | null;
}
