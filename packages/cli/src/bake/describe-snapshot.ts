import { type Provenance, readCompilerDescription } from "./compiler-description.ts";
import type { Initialised } from "./initialise.ts";
import { isRule } from "./rule-parts.ts";

/** What the custom section `snapwall` of a snapshot holds. */
export interface SnapshotDescription {
  readonly abi: number;
  /** The policy with every default filled in. */
  readonly policy: unknown;
  /** SHA-256, in hexadecimal, of `policy` as compact JSON. */
  readonly policyHash: string;
  readonly rules: readonly string[];
  /** Ids of the bots by category. */
  readonly bots: Readonly<Record<string, readonly string[]>>;
  readonly provenance: Provenance;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Puts together what a snapshot says of itself: what the guest wrote, the policy's hash, the ABI and
 * where it all comes from.
 *
 * @param tools versions of the tools that make the snapshot, added to those that made the compiler
 * @returns the description, and every rule and part of a rule that the policy uses
 */
export async function describeSnapshot(
  compiler: Uint8Array,
  state: Initialised,
  tools: Readonly<Record<string, string>>,
): Promise<{ description: SnapshotDescription; uses: readonly string[] }> {
  const { policy, rules: uses, bots } = JSON.parse(state.output);
  const made = readCompilerDescription(compiler).provenance;
  const description = {
    abi: new DataView(state.memory.buffer).getUint32(state.layout + 4, true),
    policy,
    policyHash: await sha256(JSON.stringify(policy)),
    rules: uses.filter(isRule),
    bots,
    provenance: { sourceHash: made.sourceHash, tools: { ...made.tools, ...tools } },
  };
  return { description, uses };
}
