import { beforeAll, describe, expect, test } from "vitest";
import { bakePolicy } from "../../test/bake-policy.ts";
import { createGuard, type Guard } from "../guard/guard.ts";
import { createRedactor, type RedactOptions, redactStream } from "./index.ts";

let guard: Guard;

beforeAll(async () => {
  guard = createGuard(await bakePolicy({ sensitive: { deny: [] } }));
});

/** Redacts a text that comes in chunks of the lengths that `next` gives. */
async function pipe(text: string, next: () => number, options?: RedactOptions): Promise<string> {
  const source = new ReadableStream<string>({
    start(controller) {
      for (let at = 0; at < text.length; ) {
        const end = at + next();
        controller.enqueue(text.slice(at, end));
        at = end;
      }
      controller.close();
    },
  });
  const out: string[] = [];
  await source
    .pipeThrough(redactStream<string>(createRedactor(guard, options)))
    .pipeTo(new WritableStream({ write: (chunk) => void out.push(chunk) }));
  return out.join("");
}

/** A reproducible source of numbers below a bound. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe("a stream gives what the whole text gives", () => {
  test.each([
    "4111 1111 1111 1111 ",
    "+49 30 90182 0 4111-1111-1111-1111 ",
    "(415) 555-2671 5500 0000 0000 0004 ",
    "DE89 3704 0044 0532 0130 00 ",
    "[a_1] 378282246310005 ",
  ])("of a run of %j", async (unit) => {
    const text = unit.repeat(5_000);
    for (const size of [997, 32_768, 1_000_000]) {
      expect((await pipe(text, () => size)) === guard.redact(text).text).toBe(true);
    }
  });

  test("when only some of the types that are found are redacted", async () => {
    const text = "+49 30 901820 4111 1111 1111 1111 415-555-2671 ".repeat(5_000);
    const options = { types: ["creditCard"] };
    expect((await pipe(text, () => 5_000, options)) === guard.redact(text, options).text).toBe(
      true,
    );
  });

  test("of any mixture, in any chunks", async () => {
    const pieces = [
      "4111 1111 1111 1111",
      "5500-0000-0000-0004",
      "378282246310005",
      "+49 30 901820",
      "phone 415-555-2671",
      "(415) 555-2671",
      "DE89 3704 0044 0532 0130 00",
      "GB82WEST12345698765432",
      'password = "k7#mZ2!qLp"',
      "ghp_R8sK2mWq7TzY4vNc1XbJ6hLd9FgP0e3UaZ5t",
      "ada@example.com",
      "192.0.2.17",
      "2026-11-23",
      "ssn 536-22-8726",
      "lorem ipsum dolor",
      "card",
      "12 345",
      "é💳",
      "[email_1]",
    ];
    const gaps = [" ", " ", " ", "  ", ", ", "\n", "; ", " | ", "\t"];
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed * 7_919);
      const parts: string[] = [];
      for (let length = 0; length < 100_000; ) {
        // Few pieces and one gap at a time: runs, which take longest to come back into step. Lines
        // end them, because digits are read in sixteens and the last depend on where those began.
        const some = Array.from({ length: 1 + random(2) }, () => pieces[random(pieces.length)]);
        const gap = gaps[random(gaps.length)] as string;
        const run = `${`${some.join(gap)}${gap}`.repeat(1 + random(2_000))}\n`;
        parts.push(run);
        length += run.length;
      }
      const text = parts.join("");
      const next = [() => 1 + random(900), () => 1 + random(50_000), () => 32_768][seed % 3];
      const out = await pipe(text, next as () => number);
      expect(out === guard.redact(text).text, `seed ${seed}`).toBe(true);
    }
  });
});
