/**
 * Snapwall for Cloudflare Workers and Pages Functions.
 *
 * @module
 */
export { clientAddress } from "./client-address.ts";
export {
  type CloudflareGuard,
  type PagesContext,
  type PagesMiddleware,
  type SnapwallOptions,
  snapwall,
} from "./snapwall.ts";
