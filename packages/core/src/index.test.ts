import { expect, test } from "vitest";
import * as core from "./index.ts";
import * as integrations from "./integrations/index.ts";

test("the public names are these", () => {
  expect(Object.keys(core).sort()).toMatchInlineSnapshot(`
    [
      "SnapwallError",
      "createGuard",
      "describeModule",
      "resolveMxOverHttps",
    ]
  `);
  expect(Object.keys(integrations).sort()).toMatchInlineSnapshot(`
    [
      "decideThen",
      "guardHandler",
      "platformHeader",
      "unmapAddress",
    ]
  `);
});
