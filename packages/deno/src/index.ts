/**
 * Snapwall for Deno and Deno Deploy.
 *
 * @module
 */
export { type ResolveMxOptions, resolveMxOverHttps } from "@snapwall/core";
export type { DenoGuard, DenoMiddleware } from "./bare.ts";
export { clientAddress, type ServeInfo } from "./client-address.ts";
export { type SnapwallOptions, snapwall } from "./snapwall.ts";
