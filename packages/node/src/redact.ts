/**
 * Removes sensitive information from texts, documents and responses, as for every runtime, and from
 * `node:http` responses.
 *
 * @module
 */
export * from "@snapwall/core/redact";
export { redactListener, redactMiddleware } from "./redact-listener.ts";
