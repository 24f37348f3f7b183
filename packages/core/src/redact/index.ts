/**
 * Removes sensitive information from texts, documents and responses, and restores it.
 * `Guard.redact` covers single texts; everything else is a separate entry point, so that
 * applications that do not redact documents do not load it.
 *
 * @module
 */
export { redactForm, redactMultipart } from "./redact-form.ts";
export { redactHandler } from "./redact-handler.ts";
export { redactJson } from "./redact-json.ts";
export { redactResponse } from "./redact-response.ts";
export { redactStream } from "./redact-stream.ts";
export {
  createRedactor,
  type Redaction,
  type RedactionStyle,
  type RedactOptions,
  type Redactor,
  type TextFinding,
  type TextJudge,
} from "./redactor.ts";
