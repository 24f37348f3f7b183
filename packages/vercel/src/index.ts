/**
 * Snapwall for Vercel and Next.js: one import for the edge runtime and for Node.
 *
 * @module
 */
export { clientAddress } from "./client-address.ts";
export {
  type SnapwallOptions,
  snapwall,
  type VercelGuard,
  type VercelMiddleware,
} from "./snapwall.ts";
