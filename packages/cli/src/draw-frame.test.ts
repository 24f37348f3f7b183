import { expect, test } from "vitest";
import { drawFrame } from "./draw-frame.ts";

test("the line stands between two before and two after, the caret under the column", () => {
  expect(drawFrame("a\nb\nc\nd\ne\nf\ng", 4, 1)).toBe(
    ["2 | b", "3 | c", "4 | d", "  | ^", "5 | e", "6 | f"].join("\n"),
  );
});

test("at the ends of the text there is less around it", () => {
  expect(drawFrame("ab", 1, 2)).toBe("1 | ab\n  |  ^");
});

test("of a long line a hundred characters are shown, with the column among them", () => {
  const [line = "", caret = ""] = drawFrame(
    `${"x".repeat(9_999)}!${"x".repeat(9_999)}`,
    1,
    10_000,
  ).split("\n");
  expect(line.length).toBe(104);
  expect(line[caret.indexOf("^")]).toBe("!");
});

test("control characters do not reach the terminal", () => {
  expect(drawFrame("\u001b[2J\t\u202e", 1, 1)).toBe("1 |  [2J  \n  | ^");
});
