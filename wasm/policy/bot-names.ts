import { readFileSync } from "node:fs";

/** The bots and signs that a policy can name. */
export interface BotNames {
  readonly categories: readonly string[];
  /** Sorted by id. */
  readonly bots: readonly { readonly id: string; readonly categories: readonly string[] }[];
}

const read = (name: string) => {
  return JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), "utf8"));
};

/**
 * Reads the names in the rule data: `bots.json`, `signs.json`, and the sign that needs no data.
 */
export function readBotNames(): BotNames {
  const { categories, bots } = read("bots.json");
  const { signs, shape } = read("signs.json");
  const signature = { id: "SIGNATURE_AGENT", categories: ["unknown"] };
  const named: BotNames["bots"] = [...bots, ...signs, shape, signature];
  const list = named.map(({ id, categories }) => ({ id, categories }));
  return { categories, bots: list.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
