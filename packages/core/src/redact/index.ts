/**
 * Takes sensitive information out of texts, documents and responses, and puts it back. Beside the
 * guard rather than in it, so that who redacts nothing loads nothing of it.
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
