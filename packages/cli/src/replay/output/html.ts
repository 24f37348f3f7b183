/** Text that is already HTML. Only {@link html} creates it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

type Value = string | number | Html | readonly Html[];

/**
 * Fills a template with values, escaped unless they are already HTML.
 *
 * The threat: every text in a report was written by someone who sent a request. Because everything
 * that creates HTML goes through this function, no escaping can be forgotten. Values may be placed
 * in text and in quoted attributes.
 */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = template[0] ?? "";
  for (const [index, value] of values.entries()) text += toHtml(value) + template[index + 1];
  return new Html(text);
}

function toHtml(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("\n");
  return String(value).replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
}
