import { describe, expect, it } from "vitest";
import { judgeUserAgent, parsePattern, type RuleData } from "./oracle.ts";
import { readSigns } from "./sources.ts";

const unknown = ["unknown"];
const data: RuleData = {
  bots: [
    { id: "BOT_A", categories: unknown, match: ["alphabot", "^start", "end$"] },
    { id: "BOT_B", categories: unknown, match: ["alphabot-image", "\\bword\\b"] },
  ],
  signs: [{ id: "SIGN", categories: unknown, match: ["bot\\b", "alphabot2"] }],
  benign: ["cubot", "like alphabot"],
  shape: {
    id: "SHAPE",
    categories: unknown,
    engines: ["gecko"],
    starts: ["nokia"],
    phones: ["midp"],
  },
};

const browser = "Mozilla/5.0 (X11; Linux) Gecko/1 ";
const judge = (userAgent: string | null) => judgeUserAgent(userAgent, data);
const idsIn = (userAgent: string) => judge(userAgent).hits.map(({ id }) => id);

describe("a pattern", () => {
  it("is found without regard to case, with its byte range", () => {
    expect(judge(`${browser}AlphaBot/1`)).toEqual({
      kind: "named",
      hits: [{ id: "BOT_A", start: 33, end: 41 }],
    });
  });

  it("has its range in UTF-8 bytes", () => {
    expect(judge("é€😀 alphabot").hits).toEqual([{ id: "BOT_A", start: 10, end: 18 }]);
  });

  it("with an anchor is found only there", () => {
    expect(judge("start x").kind).toBe("named");
    expect(judge(`${browser}start x`).kind).toBe("none");
    expect(judge(`${browser}the end`).kind).toBe("named");
    expect(judge(`${browser}the end.`).kind).toBe("none");
  });

  it("with word boundaries may stand beside anything but an ASCII letter or digit", () => {
    for (const around of ["_", "-", "é", "\0", ""]) {
      expect(judge(`${browser}${around}word${around}`).kind).toBe("named");
    }
    expect(judge(`${browser}words`).kind).toBe("none");
    expect(judge(`${browser}1word`).kind).toBe("none");
  });

  it("folds ASCII only: a long s and a Kelvin sign are other letters", () => {
    expect(judge(`${browser}alphabo\u017f`).kind).toBe("none");
    expect(judge(`${browser}\u212aord`).kind).toBe("none");
  });

  it.each(["", "ab", "^ab", "a\u00e9b", "a\tbc", "x".repeat(65)])("%j is refused", (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(RangeError);
  });
});

describe("of overlapping occurrences", () => {
  it("the longer hides those inside it", () => {
    expect(idsIn(`${browser}alphabot-image`)).toEqual(["BOT_B"]);
    expect(idsIn(`${browser}like alphabot`)).toEqual([]);
    expect(idsIn(`${browser}CUBOT X18`)).toEqual([]);
  });

  it("a longer sign hides a name inside it", () => {
    expect(judge(`${browser}alphabot2`)).toMatchObject({ kind: "sign", hits: [{ id: "SIGN" }] });
  });

  it("names hide signs everywhere, and all names are told in their order", () => {
    expect(idsIn(`${browser}word robot alphabot word`)).toEqual(["BOT_B", "BOT_A", "BOT_B"]);
  });
});

describe("the shape", () => {
  it.each([
    "Mozilla/5.0 (X11) Gecko",
    '  "Mozilla/5.0 (X11) Gecko"',
    "Mozilla/5.0(X11)Gecko",
    "Mozilla/4.7 [en] Gecko",
    "Nokia3310/1.0",
    "phone/1 MIDP-2.0",
    "Mozilla/5.0 (X11) Gecko (Ecosia ios@11.3)",
    `Mozilla/5.0 (${"x".repeat(65_000)}) Gecko`,
  ])("of %.60j is a browser's", (userAgent) => {
    expect(judge(userAgent)).toEqual({ kind: "none", hits: [] });
  });

  it.each([
    "thing/1.0",
    "Mozilla/5.0",
    "Mozilla/5.0 ",
    "Mozilla/5.0 (X11; Linux)",
    "Mozilla/5.0 () Gecko",
    "Mozilla/5.0 (12.3) Gecko",
    "Mozilla/5.0 Gecko (X11)",
    "thing Mozilla/5.0 (X11) Gecko midp",
    "Mozilla/5.0 (X11) Gecko me@example.org",
    "\0",
    "é",
    "@",
    "x".repeat(65_536),
  ])("of %.60j is not, and the hit is the whole of it", (userAgent) => {
    const end = new TextEncoder().encode(userAgent).length;
    expect(judge(userAgent)).toEqual({ kind: "shape", hits: [{ id: "SHAPE", start: 0, end }] });
  });

  it.each([null, "", " ", "\t ", '""'])("of %j is that of no User-Agent at all", (userAgent) => {
    expect(judge(userAgent)).toEqual({ kind: "missing", hits: [] });
  });

  it("asks for engines in lower case, as the data gives them", () => {
    expect(readSigns().shape.engines.every((engine) => engine === engine.toLowerCase())).toBe(true);
  });
});
