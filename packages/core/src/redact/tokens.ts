import type { TextFinding } from "./redactor.ts";

/** What a token looks like. Between its brackets is no bracket, so no two of them can overlap. */
const TOKEN = /\[[A-Za-z][A-Za-z0-9]{0,63}_[0-9]{1,9}\]/g;

/** Characters of the longest token. */
export const TOKEN_MAX_LENGTH = 76;

/** The type of a literal token in a text. */
const LITERAL = "literal";

/** Values and the tokens that stand for them. */
export interface Tokens {
  /** Value by token. */
  readonly values: ReadonlyMap<string, string>;
  /** The token of a value, the same for the same one. */
  readonly tokenOf: (type: string, value: string) => string;
  /** The findings and, between them, what looks like a token already. */
  readonly addLiterals: (text: string, findings: readonly TextFinding[]) => readonly TextFinding[];
  /** A text with the values in their tokens' places. */
  readonly restore: (text: string) => string;
}

/** The tokens of one type of findings, by their values. */
interface TypeTokens {
  readonly name: string;
  /** Types whose names have the same letters count together. */
  readonly count: { last: number };
  readonly tokens: Map<string, string>;
}

/** Starts an empty list of tokens. */
export function createTokens(): Tokens {
  const values = new Map<string, string>();
  const types = new Map<string, TypeTokens>();
  const counts = new Map<string, { last: number }>();

  function startType(type: string): TypeTokens {
    const name = type
      .replace(/[^A-Za-z0-9]/g, "")
      .replace(/^(?=[0-9]|$)/, "custom")
      .slice(0, 64);
    const count = counts.get(name) ?? { last: 0 };
    counts.set(name, count);
    const started = { name, count, tokens: new Map<string, string>() };
    types.set(type, started);
    return started;
  }

  return {
    values,
    tokenOf(type, value) {
      const { name, count, tokens } = types.get(type) ?? startType(type);
      let token = tokens.get(value);
      if (token === undefined) {
        token = `[${name}_${++count.last}]`;
        tokens.set(value, token);
        values.set(token, value);
      }
      return token;
    },
    addLiterals(text, findings) {
      if (!text.includes("[")) return findings;
      // Both are in the order of the text, so each is gone through once.
      const all: TextFinding[] = [];
      let next = 0;
      for (const { 0: token, index } of text.matchAll(TOKEN)) {
        const end = index + token.length;
        for (; (findings[next]?.end ?? end) <= index; next++)
          all.push(findings[next] as TextFinding);
        const isFree = (findings[next]?.start ?? end) >= end;
        if (isFree) all.push({ type: LITERAL, start: index, end });
      }
      return all.concat(findings.slice(next));
    },
    restore: (text) => text.replace(TOKEN, (token) => values.get(token) ?? token),
  };
}
