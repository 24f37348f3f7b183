import { bake } from "../bake-policy.ts";

/**
 * Number of policies whose modules are cached, so that a long editing session does not fill memory.
 */
const keptPolicies = 16;

const bakes = new Map<string, Promise<Uint8Array>>();

/**
 * Bakes a policy once per text, however many builds, environments and reloads request it. Failed
 * bakes are not cached.
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
