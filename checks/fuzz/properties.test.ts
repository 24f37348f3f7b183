import fc from "fast-check";
import { test } from "vitest";
import { makeProperties } from "./properties.ts";

const properties = await makeProperties();

test.each([...properties])("whatever is sent, %s", (_, property) => {
  fc.assert(property, { numRuns: 300 });
});
