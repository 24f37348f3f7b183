/**
 * Snapwall for Node and Bun.
 *
 * @module
 */
export type { NodeGuard, NodeListener, NodeMiddleware } from "./bare.ts";
export { type BunServer, clientAddress, type NodeContext } from "./client-address.ts";
export { type SnapwallOptions, snapwall } from "./snapwall.ts";
