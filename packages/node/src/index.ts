/**
 * Snapwall for Node and Bun.
 *
 * @module
 */
export { type ResolveMxOptions, resolveMxOverHttps } from "@snapwall/core";
export type { NodeGuard, NodeListener, NodeMiddleware } from "./bare.ts";
export { clientAddress } from "./client-address.ts";
export type { BunServer, NodeContext } from "./find-incoming.ts";
export { platformFacts } from "./platform-facts.ts";
export { type SnapwallOptions, snapwall } from "./snapwall.ts";
