import { readFileSync } from "node:fs";
import { createGuard } from "@snapwall/core";
import { expect, test } from "vitest";
import { findTools } from "./bake/index.ts";
import { bake, bakeDetailed } from "./bake-policy.ts";
import { describeModule } from "./binary/index.ts";
import { compilerModule, shippedModule } from "./wasm.ts";

const minute = 60_000;
const judge = (module: Uint8Array<ArrayBuffer>, agent: string) => {
  const guard = createGuard(new WebAssembly.Module(module));
  return guard.check(new Request("https://example.com/", { headers: { "user-agent": agent } }))
    .action;
};

test(
  "an object and its text bake to the same bytes, which judge by that policy",
  async () => {
    const policy = { bots: { deny: ["GPTBOT"] } };
    const [fromObject, fromText] = await Promise.all([bake(policy), bake(JSON.stringify(policy))]);
    expect(Buffer.compare(fromObject, fromText)).toBe(0);
    expect(judge(fromObject, "GPTBot/1.3")).toBe("deny");
    expect(judge(fromObject, "curl/8.5.0")).toBe("allow");
  },
  minute,
);

test(
  "no text is the default policy: the bytes are those of the shipped module",
  async () => {
    expect(Buffer.compare(await bake(""), readFileSync(shippedModule))).toBe(0);
  },
  minute,
);

test(
  "a policy without a rule ships neither its code nor its tables, and judges",
  async () => {
    const [none, bots] = await Promise.all([bakeDetailed("{}"), bakeDetailed("")]);
    const [small, large] = [none, bots].map(({ module }) => describeModule(module));
    expect(none.droppedRules).toContain("bots");
    expect(bots.droppedRules).not.toContain("bots");
    expect(small?.functions.bytes).toBeLessThan(0.7 * (large?.functions.bytes ?? 0));
    expect(small?.data.bytes).toBeLessThan(2048);
    expect(none.description.rules).toEqual(["request"]);
    expect(judge(none.module, "GPTBot/1.3")).toBe("allow");
  },
  minute,
);

test(
  "a policy's trusted proxies decide whose address the decision and its filters see",
  async () => {
    const { module, droppedRules } = await bakeDetailed({
      client: { trustedProxies: ["private"] },
      filters: { deny: ["ip.src in {192.0.2.0/24}"] },
    });
    expect(droppedRules).toContain("bots");
    const guard = createGuard(new WebAssembly.Module(module), {
      clientAddress: () => "10.0.0.1",
    });
    const check = (forwarded: string, ip?: string) => {
      const headers = { "x-forwarded-for": forwarded };
      return guard.check(new Request("https://example.com/", { headers }), { ip }).toJSON();
    };
    const found = { ip: "192.0.2.7", ipSource: "x-forwarded-for[-2]", action: "deny" };
    expect(check("1.2.3.4, 192.0.2.7, 10.0.0.2")).toMatchObject({ ...found, rule: "filters" });
    expect(check("192.0.2.7", "198.51.100.1")).toMatchObject({
      ip: "198.51.100.1",
      ipSource: "connection",
      action: "allow",
      reasons: [],
    });
    expect(check("nobody")).toMatchObject({
      ip: "10.0.0.1",
      ipSource: "connection",
      action: "allow",
      reasons: [{ rule: "client", id: "HOP_MALFORMED", effect: "note", matched: "nobody" }],
    });
    const trusting = (...trustedProxies: string[]) => {
      const options = { client: { trustedProxies }, clientAddress: () => "198.51.100.1" };
      return createGuard(new WebAssembly.Module(module), options);
    };
    const headers = { "x-forwarded-for": "192.0.2.7, 10.0.0.2" };
    const addressFor = (...proxies: string[]) => {
      return trusting(...proxies).check(new Request("https://example.com/", { headers })).ip;
    };
    expect(addressFor()).toBe("198.51.100.1");
    expect(addressFor("198.51.100.0/24")).toBe("10.0.0.2");
    expect(addressFor("198.51.100.1", "10.0.0.0/30", "10.0.0.2")).toBe("192.0.2.7");
    expect(addressFor("::/0")).toBe("198.51.100.1");
    for (const wrong of ["cloudflare", "10.0.0.1/8", "10.0.0.0/33", "10.0.0", ""]) {
      expect(() => trusting(wrong)).toThrow(
        new RangeError(
          `"client.trustedProxies[0]" expected one of at most 64 addresses, blocks (10.0.0.0/8) or "unix", ` +
            `got "${wrong}"; names and longer lists are compiled in with \`snapwall bake\``,
        ),
      );
    }
    const many = Array.from({ length: 65 }, (_, n) => `192.0.2.${2 * n}`);
    expect(addressFor(...many.slice(0, 64))).toBe("198.51.100.1");
    expect(() => trusting(...many)).toThrow(
      '"client.trustedProxies[64]" expected one of at most 64',
    );
    const without = await bake({ bots: {} });
    expect(() =>
      createGuard(new WebAssembly.Module(without), { client: { trustedProxies: [] } }),
    ).toThrow('"client.trustedProxies" expected a module whose policy has "client"');
  },
  minute,
);

test(
  "bots of one's own are judged, and what runs regular expressions ships only with some",
  async () => {
    const bot = { id: "ACME", categories: ["tool"] } as const;
    const [literal, regex, filter] = await Promise.all([
      bakeDetailed({ bots: { custom: [{ ...bot, literal: "acme-scan" }] } }),
      bakeDetailed({ bots: { custom: [{ ...bot, regex: "acme-[a-z]+/[0-9]" }] } }),
      bakeDetailed({ filters: { deny: ['http.user_agent matches "acme-[a-z]+/[0-9]"'] } }),
    ]);
    const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    expect(judge(literal.module, `${browser} Acme-Scan`)).toBe("deny");
    for (const { module } of [regex, filter]) {
      expect(judge(module, `${browser} acme-scan/7`)).toBe("deny");
      expect(judge(module, browser)).toBe("allow");
    }
    expect(literal.droppedRules).toEqual(expect.arrayContaining(["bots.regex", "filters.regex"]));
    expect(regex.droppedRules).toContain("filters.regex");
    expect(filter.droppedRules).toContain("bots.regex");
  },
  minute,
);

test(
  "compiler, tools and a listener can be brought along",
  async () => {
    const steps: string[] = [];
    const baked = await bakeDetailed("{}", {
      compiler: readFileSync(compilerModule),
      tools: await findTools({ wizer: false }),
      onStep: ({ name }) => steps.push(name),
    });
    expect(baked.description).toMatchObject({ rules: ["request"], bots: {} });
    expect(steps.at(-1)).toBe("describe");
  },
  minute,
);

test.each([
  [undefined, "undefined"],
  [null, "null"],
  [7, "number"],
])("%s is no policy", async (policy, name) => {
  const message = `"policy" expected text or an object, got ${name}`;
  await expect(bake(policy as never)).rejects.toThrow(new TypeError(message));
});

test("a mistake in an object is told with its path", async () => {
  await expect(bake({ bots: { deny: ["GPTBOTT"] } })).rejects.toMatchObject({
    name: "PolicyError",
    path: "bots.deny[0]",
    suggestion: "GPTBOT",
  });
});
