import { Hono } from "hono";
import { expect, test } from "vitest";
import { redactWith } from "./redact-with.ts";

/** Finds card numbers of sixteen digits. */
const judge = {
  sensitive: (text: string) => ({
    findings: [...text.matchAll(/\d{16}/g)].map(({ index: start }) => {
      return { type: "creditCard", start, end: start + 16 };
    }),
  }),
};

const app = new Hono();
app.use(redactWith(judge));
app.get("/json", (c) => {
  c.header("etag", '"1"');
  c.header("x-kept", "1");
  return c.json({ card: "4111111111111111" });
});
app.get("/png", (c) => c.body("4111111111111111", 200, { "content-type": "image/png" }));

test("what the app answers is redacted, without what is said of the old bytes", async () => {
  const response = await app.request("/json");
  expect(await response.json()).toEqual({ card: "[creditCard_1]" });
  expect(response.headers.get("x-kept")).toBe("1");
  expect(response.headers.has("etag")).toBe(false);
});

test("what is no text goes out as it is", async () => {
  expect(await (await app.request("/png")).text()).toBe("4111111111111111");
});

test("where there is no route, the answer is redacted as well", async () => {
  expect((await app.request("/nowhere")).status).toBe(404);
});
