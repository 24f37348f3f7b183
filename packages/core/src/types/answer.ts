import type { Action, Reason } from "./decision.ts";

/** What the guest answered about one request, decoded. `null` stands for "allow, nothing to say". */
export interface Answer {
  readonly action: Action;
  readonly rule: string | null;
  readonly reasons: readonly Reason[];
  readonly status: number | null;
}
