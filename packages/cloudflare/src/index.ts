/**
 * Snapwall for Cloudflare Workers and Pages Functions.
 *
 * @module
 */
export { type ResolveMxOptions, resolveMxOverHttps } from "@snapwall/core";
export type { CloudflareGuard, PagesContext, PagesMiddleware } from "./bare.ts";
export { clientAddress } from "./client-address.ts";
export { platformFacts } from "./platform-facts.ts";
export { type SnapwallOptions, snapwall } from "./snapwall.ts";
