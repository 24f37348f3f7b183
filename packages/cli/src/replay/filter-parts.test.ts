import { expect, test } from "vitest";
import { listClientParts, listExpressionParts, listFilterParts } from "./filter-parts.ts";

test.each([
  ['http.request.uri.path contains "/wp-admin"', []],
  ['ip.src in {10.0.0.0/8} and not http.host == "a"', [":ip.src", "host"]],
  ['http.request.headers["X-Key"] == "ip.src.country"', ["x-key"]],
  [
    'lower(http.user_agent) matches r#"tls.version "x""# or ip.src.asnum == 1',
    ["user-agent", ":ip.src.asnum"],
  ],
  [
    'any(http.request.cookies["a"][*] == "\\"tls.cipher") and local["plan"] == "free"',
    ["cookie", ":local.plan"],
  ],
  [
    'http.request.uri.args["ip.src"] == "1" or http.request.body.size > 10',
    [":http.request.body.size"],
  ],
  [
    'bot.verified == "true" or http.request.header_order contains "host"',
    [":bot.verified", ":http.request.header_order"],
  ],
  [
    'http.request.version == "HTTP/1.0" and http.referer == ""',
    [":http.request.version", "referer"],
  ],
])("%s", (expression, parts) => {
  expect(listExpressionParts(expression)).toEqual(parts);
});

test("each filter of a policy has its own", () => {
  const filters = {
    deny: [{ id: "deny[0]", expression: 'http.referer == ""' }],
    allow: [{ id: "office", expression: "ip.src in $office" }],
  };
  expect(listFilterParts({ filters })).toEqual([
    { id: "deny[0]", parts: ["referer"] },
    { id: "office", parts: [":ip.src"] },
  ]);
  expect(listFilterParts({})).toEqual([]);
});

test("behind proxies an address is known by the header that they write", () => {
  const client = { trustedProxies: ["private"], header: "forwarded" };
  const deny = [
    { id: "a", expression: "ip.src in $office" },
    { id: "b", expression: 'ip.src.country == "FR"' },
  ];
  expect(listFilterParts({ client, filters: { deny } })).toEqual([
    { id: "a", parts: [":ip.src", "forwarded"] },
    { id: "b", parts: [":ip.src.country"] },
  ]);
  expect(listClientParts({ client })).toEqual([":ip.src", "forwarded"]);
  expect(listClientParts({})).toEqual([]);
});
