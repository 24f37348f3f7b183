import { findBytes } from "./find-bytes.ts";
import type { Redactor } from "./redactor.ts";
import { replaceEncoded } from "./replace-encoded.ts";

/** A space or a character of well-formed UTF-8, as a form encodes it. */
const ENCODED =
  /\+|%(?:[0-7][0-9a-f]|[cd][0-9a-f]%[89ab][0-9a-f]|e[0-9a-f](?:%[89ab][0-9a-f]){2}|f[0-7](?:%[89ab][0-9a-f]){3})/gi;

/**
 * Redacts the values of a URL-encoded form. The fields, their order, and the encoding of everything
 * that is not redacted stay unchanged.
 *
 * @example
 * ```ts
 * redactForm(redactor, "name=Ada&card=4111+1111+1111+1111"); // name=Ada&card=%5BcreditCard_1%5D
 * ```
 */
export function redactForm(redactor: Redactor, form: string): string {
  const redactPair = (pair: string) => {
    const equals = pair.indexOf("=");
    if (equals < 0) return pair;
    const encoded = pair.slice(equals + 1);
    const value = decode(encoded);
    const findings = redactor.findNamed(decode(pair.slice(0, equals)), value);
    const redacted = replaceEncoded(redactor, encoded, value, findings, placesOf, encode);
    return pair.slice(0, equals + 1) + redacted;
  };
  return form.split("&").map(redactPair).join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("%20", "+");
}

/**
 * Decodes a name or value. Bytes that are not UTF-8 stay encoded: they must not hide what is next
 * to them.
 */
function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return text.replace(ENCODED, decodeCharacter);
  }
}

function decodeCharacter(encoded: string): string {
  if (encoded === "+") return " ";
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/**
 * For each code unit of a decoded value, its offset in the encoded text; then that text's length.
 */
function placesOf(encoded: string): number[] {
  const places: number[] = [];
  let at = 0;
  for (const { 0: character, index } of encoded.matchAll(ENCODED)) {
    while (at < index) places.push(at++);
    const decoded = decodeCharacter(character);
    // What stays encoded is as long as it was; a character of four bytes is two code units.
    const isDecoded = decoded !== character;
    for (let unit = 0; unit < decoded.length; unit++) places.push(isDecoded ? at : at + unit);
    at += character.length;
  }
  while (at <= encoded.length) places.push(at++);
  return places;
}

const CRLF = "\r\n";

/**
 * Redacts the text fields of a multipart form. Files, parts with another charset or a transfer
 * encoding, and everything between parts stay unchanged byte for byte, as does a body that does not
 * contain the boundary.
 *
 * @param boundary The boundary from the body's `Content-Type`.
 */
export function redactMultipart(
  redactor: Redactor,
  body: Uint8Array,
  boundary: string,
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const delimiter = encoder.encode(`${CRLF}--${boundary}`);
  const lineBreak = encoder.encode(CRLF);
  const blankLine = encoder.encode(CRLF + CRLF);
  const parts: Uint8Array[] = [];
  let kept = 0;
  // The first delimiter may be at the very start, without a preceding line break.
  let at = findBytes(body, delimiter.subarray(CRLF.length), 0);
  while (at >= 0) {
    const headers = findBytes(body, lineBreak, at);
    const next = headers < 0 ? -1 : findBytes(body, delimiter, headers);
    // Searched for only within this part: searching the rest of the body would take quadratic time
    // if many parts have no blank line.
    const start = next < 0 ? -1 : findBytes(body.subarray(0, next), blankLine, headers);
    if (start >= 0) {
      const name = textFieldOf(new TextDecoder().decode(body.subarray(headers, start)));
      const from = start + 2 * CRLF.length;
      const value = name === undefined ? undefined : decodeUtf8(body.subarray(from, next));
      if (name !== undefined && value !== undefined) {
        const redacted = redactor.redactNamed(name, value);
        if (redacted !== value) {
          parts.push(body.subarray(kept, from), encoder.encode(redacted));
          kept = next;
        }
      }
    }
    at = next < 0 ? -1 : next + CRLF.length;
  }
  parts.push(body.subarray(kept));
  return concatenate(parts);
}

/** The part's name, if it is a text field in UTF-8. */
function textFieldOf(headers: string): string | undefined {
  if (/;\s*filename\*?=/i.test(headers) || /^content-transfer-encoding:/im.test(headers)) {
    return undefined;
  }
  const charset = /^content-type:.*;\s*charset="?([^";\s]+)/im.exec(headers)?.[1];
  if (charset !== undefined && !/^utf-?8$|^us-ascii$/i.test(charset)) return undefined;
  return /;\s*name="([^"]*)"/i.exec(headers)?.[1];
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
