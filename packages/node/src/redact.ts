/**
 * Takes sensitive information out of texts, documents and answers; the same for every runtime, and
 * beside it the forms of `node:http`.
 *
 * @module
 */
export * from "@snapwall/core/redact";
export { redactListener, redactMiddleware } from "./redact-listener.ts";
