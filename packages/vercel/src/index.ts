/**
 * Snapwall for Vercel and Next.js: one import for the edge runtime and for Node.
 *
 * @module
 */
export { type ResolveMxOptions, resolveMxOverHttps } from "@snapwall/core";
export type { VercelGuard, VercelMiddleware } from "./bare.ts";
export { clientAddress } from "./client-address.ts";
export { platformFacts } from "./platform-facts.ts";
export { type SnapwallOptions, snapwall } from "./snapwall.ts";
