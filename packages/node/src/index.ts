/**
 * Snapwall for Node and Bun.
 *
 * @module
 */
export { type BunServer, clientAddress, type NodeContext } from "./client-address.ts";
export {
  type NodeGuard,
  type NodeListener,
  type NodeMiddleware,
  type SnapwallOptions,
  snapwall,
} from "./snapwall.ts";
