/**
 * Snapwall for Deno and Deno Deploy.
 *
 * @module
 */
export { clientAddress, type ServeInfo } from "./client-address.ts";
export { type DenoGuard, type DenoMiddleware, type SnapwallOptions, snapwall } from "./snapwall.ts";
