/**
 * Removes sensitive information from texts, documents and responses; the same for every runtime.
 *
 * @module
 */
export * from "@snapwall/core/redact";
