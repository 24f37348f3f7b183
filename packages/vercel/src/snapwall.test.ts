import { expect, test } from "vitest";
import { snapwall } from "./snapwall.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

const browser = new Request("https://a.test/", {
  headers: { "user-agent": CHROME, "x-real-ip": "192.0.2.1" },
});
const bot = new Request("https://a.test/", { headers: { "user-agent": "curl/8.15.0" } });

test("the middleware answers a bot and says nothing to a browser", async () => {
  const middleware = snapwall().middleware();
  expect((await middleware(bot))?.status).toBe(403);
  expect(middleware(browser)).toBeUndefined();
});

test("a handler answers a bot in the app's stead", async () => {
  const handler = snapwall().handler(() => Response.json("never"));
  const response = await handler(bot);
  expect(response.status).toBe(403);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test("a handler hands a browser's request on, with what Next passes beside it", async () => {
  const route = { params: Promise.resolve({ slug: "a" }) };
  const handler = snapwall().handler(async (request: Request, { params }: typeof route) => {
    return Response.json([request === browser, (await params).slug]);
  });
  expect(await (await handler(browser, route)).json()).toEqual([true, "a"]);
});

test("a decision carries the address that Vercel gave", () => {
  expect(snapwall().check(browser).ip).toBe("192.0.2.1");
});

test("one's own clientAddress is asked instead, with the event", () => {
  const asked: unknown[] = [];
  const guard = snapwall<string>({
    clientAddress: (_request, event) => {
      asked.push(event);
      return "198.51.100.1";
    },
  });
  expect(guard.check(browser, { context: "event" }).ip).toBe("198.51.100.1");
  expect(asked).toEqual(["event"]);
});
