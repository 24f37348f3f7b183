import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeMemory } from "../../test/fake-memory.ts";
import { writeAnswer } from "../../test/write-answer.ts";
import { ABSENT, ACTIONS, EFFECTS, RULES } from "../abi.ts";
import { readAnswer } from "./read-answer.ts";

const NAMES = ["user-agent", "accept"];

const name = fc.stringMatching(/^[A-Z0-9]([A-Z0-9_]{0,28}[A-Z0-9])?$/);
const part = fc.string({ unit: "binary", maxLength: 60 });
const reason = fc.record({
  rule: fc.nat(RULES.length - 1),
  effect: fc.nat(EFFECTS.length - 1),
  id: name,
  category: fc.option(name, { nil: "" }),
  weight: fc.nat(100),
  slot: fc.oneof(fc.nat(4), fc.constant(ABSENT)),
  cut: fc.tuple(fc.nat(), fc.nat()),
});

test("what a naive writer wrote is what is read, with offsets in UTF-16", () => {
  fc.assert(
    fc.property(
      fc.record({
        action: fc.nat(1),
        parts: fc.array(part, { minLength: 5, maxLength: 5 }),
        reasons: fc.array(reason, { minLength: 1, maxLength: 16 }),
      }),
      ({ action, parts, reasons }) => {
        const memory = fakeMemory(NAMES);
        const placed = reasons.map(({ cut, ...rest }) => {
          const characters = [...(parts[rest.slot] ?? "")];
          const [a, b] = cut.map((n) => n % (characters.length + 1)).sort((x, y) => x - y) as [
            number,
            number,
          ];
          const before = characters.slice(0, a).join("");
          const matched = characters.slice(a, b).join("");
          const start = new TextEncoder().encode(before).length;
          const end = start + new TextEncoder().encode(matched).length;
          return { ...rest, start, end, before, matched };
        });
        writeAnswer(memory, { action, status: 403, decidedBy: 0, reasons: placed });
        const answer = readAnswer(memory, parts, false);
        expect(answer).toEqual({
          action: ACTIONS[action],
          status: action === 1 ? 403 : null,
          rule: RULES[placed[0]?.rule as number],
          reasons: placed.map(({ rule, effect, id, category, slot, weight, before, matched }) => {
            const range = { start: before.length, end: before.length + matched.length };
            const fixed = ["method", "url", "ip"][slot];
            const where = fixed
              ? { part: fixed, ...range }
              : { part: "header", name: NAMES[slot - 3], ...range };
            return {
              rule: RULES[rule],
              id,
              ...(category === "" ? {} : { category }),
              effect: EFFECTS[effect],
              ...(weight === 0 ? {} : { weight }),
              ...(slot === ABSENT ? {} : { where, matched }),
            };
          }),
        });
        expect(memory.bytes).toEqual(fakeMemory(NAMES).bytes);
      },
    ),
    { numRuns: 1000 },
  );
});

const sound = { rule: 1, effect: 1, id: "A", category: "", slot: ABSENT, start: 0, end: 0 };
const malformed: [string, Parameters<typeof writeAnswer>[1]][] = [
  ["an action that there is not", { action: 7, status: 0, decidedBy: ABSENT, reasons: [] }],
  [
    "a rule that there is not",
    { action: 1, status: 403, decidedBy: 0, reasons: [{ ...sound, rule: 9 }] },
  ],
  [
    "an effect that there is not",
    { action: 1, status: 403, decidedBy: 0, reasons: [{ ...sound, effect: 9 }] },
  ],
  [
    "a slot that there is not",
    { action: 1, status: 403, decidedBy: 0, reasons: [{ ...sound, slot: 99 }] },
  ],
  ["more reasons than fit", { action: 1, status: 403, decidedBy: 0, reasons: [], count: 5000 }],
  ["a denial that no reason decided", { action: 1, status: 403, decidedBy: 3, reasons: [sound] }],
];
test.each(malformed)("an answer with %s is refused", (_, answer) => {
  const memory = fakeMemory(NAMES);
  writeAnswer(memory, answer);
  expect(() => readAnswer(memory, [null, null, null, "a", "b"], true)).toThrow(RangeError);
});
