import { expect, test } from "vitest";
import * as exported from "./index.ts";

test("the public names are these", () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "guardWith",
      "redactWith",
    ]
  `);
});
