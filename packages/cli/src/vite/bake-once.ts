import { bake } from "../bake-policy.ts";

/** Texts whose module is kept: a long day of editing a policy must not fill the memory. */
const keptPolicies = 16;

const bakes = new Map<string, Promise<Uint8Array>>();

/**
 * Bakes a policy, once for each text however many builds, environments and reloads ask for it. A
 * bake that fails is not kept.
 *
 * @throws {PolicyError} when the policy has a mistake
 * @throws {BakeError} when a tool is missing or fails
 */
export function bakeOnce(policy: string): Promise<Uint8Array> {
  const known = bakes.get(policy);
  if (known !== undefined) return known;
  const baking = bake(policy);
  bakes.set(policy, baking);
  baking.catch(() => bakes.delete(policy));
  const [oldest] = bakes.keys();
  if (bakes.size > keptPolicies && oldest !== undefined) bakes.delete(oldest);
  return baking;
}
