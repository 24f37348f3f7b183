import { expect, test } from "vitest";
import { suggest } from "./suggest.ts";

const NAMES = ["category:ai", "category:search", "GPTBOT", "GOOGLEBOT", "BINGBOT"];

test.each([
  ["GTPBOT", "GPTBOT"],
  ["gptbot", "GPTBOT"],
  ["GOOGLE_BOT", "GOOGLEBOT"],
  ["ai", "category:ai"],
  ["category:serch", "category:search"],
])("%s was probably meant to be %s", (given, meant) => {
  expect(suggest(given, NAMES)).toBe(meant);
});

test.each(["", "zzz", "a-name-that-is-nothing-like-any-of-them"])("nothing is near %j", (given) => {
  expect(suggest(given, NAMES)).toBeUndefined();
});
