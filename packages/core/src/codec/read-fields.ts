/** A field of a body: its name, as a policy's `fields` names it, and its text. */
export interface Field {
  readonly name: string;
  readonly text: string;
}

/** Selects every field, and a body that has none as a whole. */
const EVERYTHING = "*";

/** Most fields that are looked at in one body, and how deep they may nest. */
const MAX_VALUES = 10_000;
const MAX_DEPTH = 64;

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
): Promise<Field[]> {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "multipart/form-data") return readForm(body, contentType as string, selectors);
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  if (type === "application/x-www-form-urlencoded") {
    return select([...new URLSearchParams(text)], selectors);
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
): Promise<Field[]> {
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

function select(entries: [string, string][], selectors: ReadonlySet<string>): Field[] {
  const chosen = selectors.has(EVERYTHING)
    ? entries
    : entries.filter(([name]) => selectors.has(name));
  return chosen.slice(0, MAX_VALUES).map(([name, text]) => ({ name, text }));
}

/** Walks without recursion: how deep a document nests is its sender's choice. */
function readJson(document: unknown, selectors: ReadonlySet<string>): Field[] {
  const fields: Field[] = [];
  const waiting: { value: unknown; name: string; depth: number }[] = [
    { value: document, name: "", depth: 0 },
  ];
  const everything = selectors.has(EVERYTHING);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, name, depth } = next;
    if (typeof value === "string" || typeof value === "number") {
      if (everything || selectors.has(name)) fields.push({ name, text: String(value) });
    } else if (value !== null && typeof value === "object" && depth < MAX_DEPTH) {
      const isArray = Array.isArray(value);
      const parts = Object.entries(value).slice(0, MAX_VALUES - waiting.length);
      // The last is taken first: so that fields come in the document's order.
      for (const [key, part] of parts.reverse()) {
        const inside = isArray ? `${name}[]` : name === "" ? key : `${name}.${key}`;
        waiting.push({ value: part, name: inside, depth: depth + 1 });
      }
    }
    if (fields.length === MAX_VALUES) break;
  }
  return fields;
}
