import { expect, it } from "vitest";
import { orderRound } from "./plan.ts";

it("runs every other round backwards and leaves the subjects as they are", () => {
  const subjects = ["a", "b", "c"];
  expect([0, 1, 2].map((round) => orderRound(subjects, round).join(""))).toEqual([
    "abc",
    "cba",
    "abc",
  ]);
  expect(subjects).toEqual(["a", "b", "c"]);
});
