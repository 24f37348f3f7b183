import type { TextFinding } from "./redactor.ts";

/** Syntax of a token. There are no brackets inside the brackets, so no two tokens can overlap. */
const TOKEN = /\[[A-Za-z][A-Za-z0-9]{0,63}_[0-9]{1,9}\]/g;

/** Length of the longest token in characters. */
export const TOKEN_MAX_LENGTH = 76;

/** Type of a finding for text that already looks like a token. */
const LITERAL = "literal";

/** Values and the tokens that replace them. */
export interface Tokens {
  /** Value by token. */
  readonly values: ReadonlyMap<string, string>;
  /** The token of a value; equal values of a type get equal tokens. */
  readonly tokenOf: (type: string, value: string) => string;
  /** Adds text that already looks like a token, where it is outside the findings. */
  readonly addLiterals: (text: string, findings: readonly TextFinding[]) => readonly TextFinding[];
  /** Replaces the tokens in a text with their values. */
  readonly restore: (text: string) => string;
}

/** The tokens of one type of finding. */
interface TypeTokens {
  readonly name: string;
  /** Shared between types whose names have the same letters and digits. */
  readonly count: { last: number };
  readonly tokens: Map<string, string>;
}

/** Creates an empty set of tokens. */
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
      // Both are in text order, so one pass over each suffices.
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
