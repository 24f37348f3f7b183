import { readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { createGuard } from "@snapwall/core";
import { array, assert, asyncProperty, json, oneof, record, string, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { compilerModule, shippedModule } from "../wasm.ts";
import { compilePolicy } from "./compile-policy.ts";
import { judgeLines } from "./judge-lines.ts";

const guard = createGuard(new WebAssembly.Module(readFileSync(shippedModule)));

async function judge(
  input: Uint8Array,
  by = guard,
): Promise<{ failed: number; answers: object[]; text: string }> {
  let text = "";
  const output = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      text += chunk;
      setImmediate(done);
    },
  });
  async function* stream() {
    for (let start = 0; start < input.length; start += 7) {
      yield Buffer.from(input.subarray(start, start + 7));
    }
  }
  const failed = await judgeLines({ requests: by, content: async () => by }, stream(), output);
  const answers = text.split("\n").slice(0, -1);
  return { failed, answers: answers.map((line) => JSON.parse(line)), text };
}

const anyText = string({ unit: "binary", maxLength: 30 });
const requests = record(
  {
    method: anyText,
    url: anyText,
    ip: anyText,
    headers: array(array(anyText, { minLength: 2, maxLength: 2 }), { maxLength: 5 }),
  },
  { requiredKeys: [] },
).map((request) => JSON.stringify(request));

test("whatever the lines are, each has one answer, a decision or an error", async () => {
  const bytes = uint8Array({ maxLength: 40 }).map((line) => line.filter((byte) => byte !== 10));
  const line = oneof(
    requests.map((text) => Buffer.from(text)),
    json().map((text) => Buffer.from(text)),
    bytes,
  );
  await assert(
    asyncProperty(array(line, { maxLength: 8 }), async (lines) => {
      const input = Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from("\n")]));
      const { failed, answers } = await judge(input);
      expect(answers).toHaveLength(lines.length);
      const errors = answers.flatMap((answer, index) => ("error" in answer ? [index + 1] : []));
      expect(errors).toHaveLength(failed);
      answers.forEach((answer, index) => {
        expect(answer).toMatchObject(
          "error" in answer
            ? { error: expect.any(String), line: index + 1 }
            : { action: expect.stringMatching(/^(allow|deny)$/) },
        );
      });
    }),
  );
});

test("every request that is one is judged", async () => {
  await assert(
    asyncProperty(requests, async (request) => {
      expect(await judge(Buffer.from(request))).toMatchObject({ failed: 0 });
    }),
  );
});

test("a decision comes with the request's fingerprint where the policy has one", async () => {
  const policy = '{ "fingerprint": { "characteristics": ["ip", "custom:plan"] } }';
  const by = createGuard(await compilePolicy(readFileSync(compilerModule), policy));
  const lines = [
    { ip: "192.0.2.1", local: { plan: "free" } },
    { ip: "192.0.2.1", local: { plan: "pro" } },
  ];
  const input = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const { answers } = await judge(input, by);
  const fingerprints = lines.map(({ ip, local }) => by.fingerprint({ headers: {} }, { ip, local }));
  expect(answers).toMatchObject([
    { action: "allow", fingerprint: fingerprints[0] },
    { action: "allow", fingerprint: fingerprints[1] },
  ]);
  expect((await judge(input)).answers[0]).not.toHaveProperty("fingerprint");
});

test("what a terminal would act on is escaped", async () => {
  const active = "\u007f\u0080\u009b\u009f\u061c\u200e\u200f\u202a\u202e\u2066\u2069";
  const { answers, text } = await judge(Buffer.from(JSON.stringify({ [`é${active}`]: 1 })));
  expect(text).toContain(
    "é\\u007f\\u0080\\u009b\\u009f\\u061c\\u200e\\u200f\\u202a\\u202e\\u2066\\u2069",
  );
  expect(text).not.toMatch(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  expect(answers).toMatchObject([{ error: expect.stringContaining(`é${active}`), line: 1 }]);
});
