import { type Provenance, readCompilerDescription } from "./compiler-description.ts";
import type { Initialised } from "./initialise.ts";
import { isRule } from "./rule-parts.ts";

/** Content of a snapshot's custom section `snapwall`. */
export interface SnapshotDescription {
  readonly abi: number;
  /** The policy with all defaults filled in. */
  readonly policy: unknown;
  /** SHA-256, in hexadecimal, of `policy` as compact JSON. */
  readonly policyHash: string;
  /** SHA-256, in hexadecimal, of the module without custom sections, to detect a damaged file. */
  readonly contentHash: string;
  readonly rules: readonly string[];
  /** Ids of the bots by category. */
  readonly bots: Readonly<Record<string, readonly string[]>>;
  readonly provenance: Provenance;
}

/** SHA-256, in hexadecimal. */
export async function sha256(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Assembles a snapshot's self-description: what the guest wrote, the policy's hash, the ABI and the
 * provenance.
 *
 * @param tools versions of the tools that make the snapshot, added to those that made the compiler
 * module
 * @returns the description, without the content hash of the unfinished module, and every rule and
 * part of a rule that the policy uses
 */
export async function describeSnapshot(
  compiler: Uint8Array,
  state: Initialised,
  tools: Readonly<Record<string, string>>,
): Promise<{ described: Omit<SnapshotDescription, "contentHash">; uses: readonly string[] }> {
  const { policy, rules: uses, bots } = JSON.parse(state.output);
  const made = readCompilerDescription(compiler).provenance;
  const described = {
    abi: new DataView(state.memory.buffer).getUint32(state.layout + 4, true),
    policy,
    policyHash: await sha256(JSON.stringify(policy)),
    rules: uses.filter(isRule),
    bots,
    provenance: { sourceHash: made.sourceHash, tools: { ...made.tools, ...tools } },
  };
  return { described, uses };
}
