import { mediaTypeOf } from "./media-type.ts";

/** A field of a body: its name as written in a policy's `fields`, and its text. */
export interface Field {
  readonly name: string;
  readonly text: string;
}

/** Selects every field; for a body without fields, the whole body. */
const EVERYTHING = "*";

/** Maximum number of fields read from one body, and maximum nesting depth. */
const MAX_FIELDS = 10_000;
const MAX_DEPTH = 64;

/** The selected fields of a body. */
export interface Fields {
  readonly fields: readonly Field[];
  /**
   * Whether all were read: `false` if a body has more fields, or deeper ones, than the limits
   * allow.
   */
  readonly isWhole: boolean;
}

/**
 * Extracts the fields that `selectors` name from a form (URL-encoded or multipart) or a JSON
 * document. A body that is neither, or cannot be parsed, counts as one unnamed field, which only
 * `*` selects.
 *
 * @param contentType The request's `Content-Type`, by which the application will read the body.
 */
export async function readFields(
  body: string | Uint8Array,
  contentType: string | null,
  selectors: ReadonlySet<string>,
): Promise<Fields> {
  const type = mediaTypeOf(contentType);
  const text = decode(body, contentType);
  // Applications parse JSON regardless of its content type.
  const json = type.endsWith("json") || /^\s*[[{"]/.test(text) ? parseJson(text) : undefined;
  const fields = json === undefined ? undefined : readJson(json, selectors);
  if (type === "application/x-www-form-urlencoded") {
    const others = select(readPairs(text), selectors);
    if (fields === undefined) return others;
    return {
      fields: [...fields.fields, ...others.fields],
      isWhole: fields.isWhole && others.isWhole,
    };
  }
  // No multipart body is JSON.
  if (fields !== undefined) return fields;
  if (type === "multipart/form-data") {
    return readForm(body, contentType as string, text, selectors);
  }
  return select([["", text]], selectors);
}

/**
 * Decodes a body from UTF-8, without a byte order mark, or from UTF-16 if the type says so and every
 * second byte of its beginning is NUL, as in a JSON document and never in one in UTF-8.
 */
function decode(body: string | Uint8Array, contentType: string | null): string {
  if (typeof body === "string") return body.replace(/^\ufeff/, "");
  const [first = 1, second = 1] = body;
  const isBig = first === 0 || (first === 0xfe && second === 0xff);
  const isLittle = second === 0 || (first === 0xff && second === 0xfe);
  const isWide = isBig !== isLittle && /charset\s*=\s*["']?utf-?16/i.test(contentType ?? "");
  return new TextDecoder(isWide ? `utf-16${isBig ? "be" : "le"}` : "utf-8").decode(body);
}

/** Parses a JSON document; `undefined` if it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a multipart form as the platform does. Servers read these bodies in different ways, so the
 * fields that a selector names are also searched for in a more lenient way; if the platform rejects
 * the body, all are.
 */
async function readForm(
  body: string | Uint8Array,
  contentType: string,
  text: string,
  selectors: ReadonlySet<string>,
): Promise<Fields> {
  const entries: [string, string][] = [];
  const everything = selectors.has(EVERYTHING);
  try {
    const headers = { "content-type": contentType };
    const form = await new Response(body as BodyInit, { headers }).formData();
    for (const [name, value] of form as unknown as Iterable<[string, string | File]>) {
      if (typeof value === "string") entries.push([name, value]);
      // To some servers, a part with an empty file name is a field.
      else if (value.name === "") entries.push([name, await value.text()]);
    }
  } catch {
    if (everything) return select([["", text]], selectors);
  }
  if (!everything) {
    const known = new Set(entries.map((entry) => entry.join("\0")));
    for (const entry of readParts(text, contentType)) {
      if (!known.has(entry.join("\0"))) entries.push(entry);
    }
  }
  return select(entries, selectors);
}

/** The fields of a multipart form, whatever its line breaks, boundary and quotes are like. */
function readParts(text: string, contentType: string): [string, string][] {
  const boundary = readParameter(contentType, "boundary");
  const entries: [string, string][] = [];
  if (boundary === "") return entries;
  for (const part of text.split(`--${boundary}`)) {
    const blank = /\r?\n\r?\n/.exec(part);
    const headers = part.slice(0, blank?.index);
    if (blank === null || readParameter(headers, "filename\\*?") !== "") continue;
    const value = part.slice(blank.index + blank[0].length).replace(/\r?\n$/, "");
    entries.push([readParameter(headers, "name"), value]);
  }
  return entries;
}

/** The value of a header's parameter, without quotes and escapes; empty without one. */
function readParameter(header: string, name: string): string {
  const pattern = `[;\\s]${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;,\\s]*))`;
  const [, quoted, bare = ""] = new RegExp(pattern, "i").exec(header) ?? [];
  return (quoted ?? bare).replaceAll("\\", "");
}

/** How much of an urlencoded form is parsed at a time, in UTF-16 units, and on to the end of a pair. */
const PAIRS_UNITS = 256;

/**
 * Parses an urlencoded form a few pairs at a time: Node's `URLSearchParams` (24.21) takes time that
 * grows with the square of the number of pairs when one of them has a character beyond Latin-1.
 */
function readPairs(form: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (let start = 0, end = 0; start < form.length; start = end + 1) {
    end = form.indexOf("&", start + PAIRS_UNITS);
    if (end < 0) end = form.length;
    // Of a query that begins with `?` the constructor drops it; in a body it is part of a name.
    for (const pair of new URLSearchParams(`&${form.slice(start, end)}`)) pairs.push(pair);
  }
  return pairs;
}

function select(entries: [string, string][], selectors: ReadonlySet<string>): Fields {
  const chosen = selectors.has(EVERYTHING)
    ? entries
    : entries.filter(([name]) => selectors.has(name));
  const fields = chosen.slice(0, MAX_FIELDS).map(([name, text]) => ({ name, text }));
  return { fields, isWhole: fields.length === chosen.length };
}

/**
 * Walks without recursion, because the sender decides how deeply the document nests, and only into
 * branches that a selector names, so that names longer than any selector are never built.
 */
function readJson(document: unknown, selectors: ReadonlySet<string>): Fields {
  const fields: Field[] = [];
  let isWhole = true;
  const waiting: { value: unknown; name: string; depth: number }[] = [
    { value: document, name: "", depth: 0 },
  ];
  const everything = selectors.has(EVERYTHING);
  const ways = listWays(selectors);
  const longest = Math.max(...[...ways].map(({ length }) => length));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, name, depth } = next;
    if (typeof value === "string" || typeof value === "number") {
      if (!everything && !selectors.has(name)) continue;
      if (fields.length === MAX_FIELDS) return { fields, isWhole: false };
      fields.push({ name, text: String(value) });
    } else if (value !== null && typeof value === "object") {
      if (depth === MAX_DEPTH) {
        isWhole = false;
        continue;
      }
      const isArray = Array.isArray(value);
      // The stack is popped from its end: reversing keeps the fields in document order.
      for (const [key, part] of Object.entries(value).reverse()) {
        const inside = isArray ? `${name}[]` : name === "" ? key : `${name}.${key}`;
        const isOnTheWay = everything || (inside.length <= longest && ways.has(inside));
        if (isOnTheWay) waiting.push({ value: part, name: inside, depth: depth + 1 });
      }
    }
  }
  return { fields, isWhole };
}

/** The selectors' names and the names of everything that contains the fields they select. */
function listWays(selectors: ReadonlySet<string>): ReadonlySet<string> {
  const ways = new Set(selectors);
  for (const selector of selectors) {
    for (const { index } of selector.matchAll(/[.[]/g)) ways.add(selector.slice(0, index));
  }
  return ways;
}
