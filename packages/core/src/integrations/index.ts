/**
 * For authors of adapters: what all runtimes have in common. See "Writing an adapter" in the
 * README.
 *
 * @module
 */
export type { AdapterOptions, BareOptions } from "./adapter-options.ts";
export { decideThen } from "./decide-then.ts";
export { type FetchHandler, guardHandler } from "./fetch-handler.ts";
export { platformHeader } from "./platform-header.ts";
export { unmapAddress } from "./unmap-address.ts";
