/**
 * For the authors of adapters: the forms that every runtime shares. See "Writing an adapter" in the
 * README.
 *
 * @module
 */
export type { AdapterOptions, BareOptions } from "./adapter-options.ts";
export { decideThen } from "./decide-then.ts";
export { type FetchHandler, guardHandler } from "./fetch-handler.ts";
export { platformHeader } from "./platform-header.ts";
export { unmapAddress } from "./unmap-address.ts";
