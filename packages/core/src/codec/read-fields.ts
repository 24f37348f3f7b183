/** A field of a body: its name, as a policy's `fields` names it, and its text. */
export interface Field {
  readonly name: string;
  readonly text: string;
}

/** Selects every field, and a body that has none as a whole. */
const EVERYTHING = "*";

/** Most fields that are taken from one body, and how deep they may nest. */
const MAX_FIELDS = 10_000;
const MAX_DEPTH = 64;

/** The fields of a body that were asked for. */
export interface Fields {
  readonly fields: readonly Field[];
  /** Whether those are all: a body may have more of them, or deeper ones, than are taken. */
  readonly isWhole: boolean;
}

/**
 * Picks the fields of a body that selectors name: of a form, sent either way, and of a JSON document.
 * A body that is neither, or does not parse, is one field without a name, which `*` alone selects.
 *
 * @param contentType The request's own header; it says how the application will read the body.
 */
export async function readFields(
  body: string | Uint8Array,
  contentType: string | null,
  selectors: ReadonlySet<string>,
): Promise<Fields> {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "multipart/form-data") return readForm(body, contentType as string, selectors);
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  if (type === "application/x-www-form-urlencoded") {
    return select(readPairs(text), selectors);
  }
  // Applications parse JSON whatever it is called.
  if (type.endsWith("json") || /^\s*[[{"]/.test(text)) {
    try {
      return readJson(JSON.parse(text), selectors);
    } catch {}
  }
  return select([["", text]], selectors);
}

async function readForm(
  body: string | Uint8Array,
  contentType: string,
  selectors: ReadonlySet<string>,
): Promise<Fields> {
  try {
    const headers = { "content-type": contentType };
    const form = await new Response(body as BodyInit, { headers }).formData();
    const entries: [string, string][] = [];
    form.forEach((value, name) => {
      if (typeof value === "string") entries.push([name, value]);
    });
    return select(entries, selectors);
  } catch {
    const text = typeof body === "string" ? body : new TextDecoder().decode(body);
    return select([["", text]], selectors);
  }
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
 * Walks without recursion, since how deep a document nests is its sender's choice, and only where a
 * selector leads: names are not even built of keys that are longer than any.
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
      // The last is taken first: so that fields come in the document's order.
      for (const [key, part] of Object.entries(value).reverse()) {
        const inside = isArray ? `${name}[]` : name === "" ? key : `${name}.${key}`;
        const isOnTheWay = everything || (inside.length <= longest && ways.has(inside));
        if (isOnTheWay) waiting.push({ value: part, name: inside, depth: depth + 1 });
      }
    }
  }
  return { fields, isWhole };
}

/** The names of selectors and of everything that the fields they name are inside of. */
function listWays(selectors: ReadonlySet<string>): ReadonlySet<string> {
  const ways = new Set(selectors);
  for (const selector of selectors) {
    for (const { index } of selector.matchAll(/[.[]/g)) ways.add(selector.slice(0, index));
  }
  return ways;
}
