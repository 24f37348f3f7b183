/**
 * Takes sensitive information out of texts, documents and responses, and puts it back. The guard has
 * `redact` for a text; the rest stands beside it, so that who has no document to redact loads none of it.
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
