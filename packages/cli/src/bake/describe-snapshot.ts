import { readCustomSection } from "../binary/index.ts";
import { descriptionSection } from "./contract.ts";
import { BakeError } from "./errors.ts";
import type { Initialised } from "./initialise.ts";

/** Where a module comes from. */
export interface Provenance {
  /** SHA-256, in hexadecimal, of everything that entered the module but the policy. */
  readonly sourceHash: string;
  /** Version of each tool that had a hand in it. */
  readonly tools: Readonly<Record<string, string>>;
}

/** What the custom section `snapwall` holds. */
export interface SnapshotDescription {
  readonly abi: number;
  /** The policy with every default filled in. */
  readonly policy: unknown;
  /** SHA-256, in hexadecimal, of `policy` as compact JSON. */
  readonly policyHash: string;
  readonly rules: readonly string[];
  readonly categories: readonly string[];
  readonly bots: readonly { readonly id: string; readonly categories: readonly string[] }[];
  readonly provenance: Provenance;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Reads what a compiler module says of its own making. */
export function readProvenance(compiler: Uint8Array): Provenance {
  const section = readCustomSection(compiler, descriptionSection);
  try {
    const { provenance } = JSON.parse(new TextDecoder().decode(section));
    if (typeof provenance.sourceHash !== "string") throw new TypeError("no source hash");
    return provenance;
  } catch (cause) {
    const message = `not a Snapwall compiler module: its section "${descriptionSection}" does not say where it comes from`;
    throw new BakeError("NOT_A_COMPILER", message, { cause });
  }
}

/**
 * Puts together what a snapshot says of itself: what the guest wrote, the policy's hash, the ABI and
 * where it all comes from.
 *
 * @param tools versions of the tools that make the snapshot, added to those that made the compiler
 */
export async function describeSnapshot(
  compiler: Uint8Array,
  state: Initialised,
  tools: Readonly<Record<string, string>>,
): Promise<SnapshotDescription> {
  const { policy, rules, categories, bots } = JSON.parse(state.output);
  const made = readProvenance(compiler);
  return {
    abi: new DataView(state.memory.buffer).getUint32(state.layout + 4, true),
    policy,
    policyHash: await sha256(JSON.stringify(policy)),
    rules,
    categories,
    bots,
    provenance: { sourceHash: made.sourceHash, tools: { ...made.tools, ...tools } },
  };
}
