/**
 * Takes sensitive information out of texts, documents and answers; the same for every runtime.
 *
 * @module
 */
export * from "@snapwall/core/redact";
