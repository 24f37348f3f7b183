/**
 * Snapwall for Deno and Deno Deploy.
 *
 * @module
 */
export type { DenoGuard, DenoMiddleware } from "./bare.ts";
export { clientAddress, type ServeInfo } from "./client-address.ts";
export { type SnapwallOptions, snapwall } from "./snapwall.ts";
