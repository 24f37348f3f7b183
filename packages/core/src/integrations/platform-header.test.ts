import { expect, test } from "vitest";
import { platformHeader } from "./platform-header.ts";

test("a header that the platform delivered is read in any case", () => {
  const request = new Request("https://a.test/", { headers: { "x-real-ip": "192.0.2.1" } });
  expect(platformHeader(request, "X-Real-IP")).toBe("192.0.2.1");
});

test("an absent and an empty header are none", () => {
  const request = new Request("https://a.test/", { headers: { "x-empty": "" } });
  expect(platformHeader(request, "x-real-ip")).toBeNull();
  expect(platformHeader(request, "x-empty")).toBeNull();
});

test.each([
  { headers: { "x-real-ip": "192.0.2.1" } },
  { headers: { get: "192.0.2.1" } },
  { headers: [["x-real-ip", "192.0.2.1"]] as const },
])("headers that no platform delivered are not believed: %j", (request) => {
  expect(platformHeader(request, "x-real-ip")).toBeNull();
});
