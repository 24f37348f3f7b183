import { closest } from "fastest-levenshtein";
import type { Environment, ViteConfig } from "./host.ts";

/** The ways in which a baked module can reach the runtime. */
export const targets = ["workerd", "edge-light", "inline"] as const;

/**
 * | target | what the bundle has | for |
 * |---|---|---|
 * | `"workerd"` | a `.wasm` file and an `import` of it | Cloudflare Workers |
 * | `"edge-light"` | a `.wasm` file and an `import` of it with `?module` | Vercel's edge |
 * | `"inline"` | the bytes, compiled at start | Node, Bun, Deno |
 *
 * The first two are named after the condition that their runtime sets; it provides a
 * `WebAssembly.Module` and forbids compiling bytes.
 */
export type Target = (typeof targets)[number];

/**
 * Validates a target given by the user.
 *
 * @throws {RangeError} when there is no such target; suggests the nearest
 */
export function requireTarget(target: unknown): asserts target is Target | undefined {
  if (target === undefined || (targets as readonly unknown[]).includes(target)) return;
  const expected = targets.map((name) => JSON.stringify(name)).join(", ");
  const nearest = typeof target === "string" ? `; did you mean "${closest(target, targets)}"?` : "";
  throw new RangeError(
    `"target" expected ${expected}, got ${JSON.stringify(target) ?? typeof target}${nearest}`,
  );
}

/** Chooses a target by the environment's conditions; `"inline"` if the bundler has none. */
export function chooseTarget(environment: Environment | undefined): Target {
  const conditions = environment?.config.resolve.conditions ?? [];
  return targets.find((target) => conditions.includes(target)) ?? "inline";
}

/**
 * Whether the module must already be a file on disk while the development server runs: Cloudflare's
 * own plugin then passes it to workerd. Any other development server runs the code in Node, where
 * inlined bytes work.
 */
export function isServedByWorkerd(config: ViteConfig | undefined): boolean {
  return config?.plugins.some(({ name }) => name.startsWith("vite-plugin-cloudflare")) ?? false;
}
