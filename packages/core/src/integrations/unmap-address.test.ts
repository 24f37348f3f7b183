import { expect, test } from "vitest";
import { unmapAddress } from "./unmap-address.ts";

test.each([
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:192.0.2.1", "192.0.2.1"],
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8::1", "2001:db8::1"],
  ["::ffff:0:1", "::ffff:0:1"],
  ["", ""],
])("%j is %j", (given, written) => {
  expect(unmapAddress(given)).toBe(written);
});
