/**
 * Bakes imported policies in a build of Vite or Rollup.
 *
 * @module
 */
export type { SnapwallPlugin } from "./host.ts";
export { type SnapwallPluginOptions, snapwall, snapwall as default } from "./plugin.ts";
export type { Target } from "./target.ts";
