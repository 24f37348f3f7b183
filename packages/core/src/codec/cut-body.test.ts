import { expect, test } from "vitest";
import { CAPACITY } from "../abi.ts";
import { countBytes, cutBody } from "./cut-body.ts";

const limit = CAPACITY.bodyBytes;

test.each(["", "a=1", "ä".repeat(limit / 2), new Uint8Array(limit)])(
  "a body that fits stays whole",
  (body) => {
    expect(cutBody(body)).toEqual({ body, isWhole: true });
  },
);

test("a longer text is cut between characters", () => {
  const { body, isWhole } = cutBody(`a${"😀".repeat(limit)}`);
  expect(isWhole).toBe(false);
  expect(body).toBe(`a${"😀".repeat((limit - 4) / 4)}`);
});

test("longer bytes are cut at the limit", () => {
  const { body, isWhole } = cutBody(new Uint8Array(limit + 1));
  expect({ length: body.length, isWhole }).toEqual({ length: limit, isWhole: false });
});

test("a text is counted in bytes", () => {
  expect(countBytes("täxt")).toBe(5);
  expect(countBytes(new Uint8Array(7))).toBe(7);
});
