import { closest } from "fastest-levenshtein";
import type { Environment, ViteConfig } from "./host.ts";

/** How a baked module can reach the runtime. */
export const targets = ["workerd", "edge-light", "inline"] as const;

/**
 * | target | what the bundle has | for |
 * |---|---|---|
 * | `"workerd"` | a `.wasm` file and an `import` of it | Cloudflare Workers |
 * | `"edge-light"` | a `.wasm` file and an `import` of it with `?module` | Vercel's edge |
 * | `"inline"` | the bytes, compiled at start | Node, Bun, Deno |
 *
 * The first two are called as the condition that their runtime sets: there a `WebAssembly.Module` is
 * handed over and compiling bytes is forbidden.
 */
export type Target = (typeof targets)[number];

/**
 * Checks a target that a user named.
 *
 * @throws {RangeError} when there is no such target; names the nearest
 */
export function requireTarget(target: unknown): asserts target is Target | undefined {
  if (target === undefined || (targets as readonly unknown[]).includes(target)) return;
  const expected = targets.map((name) => JSON.stringify(name)).join(", ");
  const nearest = typeof target === "string" ? `; did you mean "${closest(target, targets)}"?` : "";
  throw new RangeError(
    `"target" expected ${expected}, got ${JSON.stringify(target) ?? typeof target}${nearest}`,
  );
}

/** Chooses by the conditions of the environment; a bundler that has none gets the bytes. */
export function chooseTarget(environment: Environment | undefined): Target {
  const conditions = environment?.config.resolve.conditions ?? [];
  return targets.find((target) => conditions.includes(target)) ?? "inline";
}

/**
 * Says whether the module has to be a file on disk already while the code is served: Cloudflare's
 * own plugin then hands it to workerd. Any other development server runs the code in Node, where
 * the bytes will do.
 */
export function isServedByWorkerd(config: ViteConfig | undefined): boolean {
  return config?.plugins.some(({ name }) => name.startsWith("vite-plugin-cloudflare")) ?? false;
}
