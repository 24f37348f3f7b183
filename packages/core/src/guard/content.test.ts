import { beforeAll, describe, expect, test } from "vitest";
import { bakePolicy } from "../../test/bake-policy.ts";
import { snapshot } from "../../test/snapshot.ts";
import { CAPACITY } from "../abi.ts";
import { createGuard, type Guard } from "./guard.ts";

const card = "4111 1111 1111 1111";
const custom = { employeeId: "\\bEMP-[0-9]{6}\\b" };

let module: WebAssembly.Module;
let guard: Guard;

beforeAll(async () => {
  module = await bakePolicy({
    email: { deny: ["invalid", "role", "noMxRecords"], block: ["blocked.example"] },
    sensitive: { deny: ["creditCard", "employeeId"], custom },
  });
  guard = createGuard(module);
});

describe("an address", () => {
  test("that is one is allowed", () => {
    const decision = guard.email("someone@example.com");
    expect(decision).toMatchObject({
      action: "allow",
      denied: false,
      valid: true,
      wouldDeny: false,
    });
    expect(decision.deniedBy).toEqual([]);
  });

  test("that is none is denied, whatever it is", () => {
    for (const address of [
      "",
      "someone",
      "a@b@c",
      "\0",
      "x".repeat(100_000),
      "a\ud800@example.com",
    ]) {
      expect(guard.email(address)).toMatchObject({ action: "deny", valid: false });
      expect(guard.email(address).reasons).toContain("invalid");
    }
  });

  test("of a role is denied by a policy that says so", () => {
    expect(guard.email("admin@example.com")).toMatchObject({
      denied: true,
      valid: true,
      deniedBy: ["role"],
    });
  });

  test("of a blocked domain, or one below it, is denied whatever deny says", () => {
    expect(guard.email("someone@mail.Blocked.example").deniedBy).toEqual(["blocked"]);
  });

  test("with a slip comes with what was perhaps meant", () => {
    const { reasons, suggestion } = guard.email("Some.One+tag@gmial.com");
    expect(reasons).toContain("typo");
    expect(suggestion).toBe("Some.One+tag@gmail.com");
  });

  test("is no part of the decision's JSON", () => {
    const text = JSON.stringify(guard.email("admin@example.com"));
    expect(JSON.parse(text)).toMatchObject({ action: "deny", valid: true, reasons: ["role"] });
    expect(text).not.toContain("example.com");
  });

  test("must be a string", () => {
    expect(() => guard.email(1 as never)).toThrow(
      new TypeError('"address" expected string, got number'),
    );
  });
});

describe("an address that is verified", () => {
  const asked: string[] = [];
  const resolveMx = async (domain: string) => {
    asked.push(domain);
    if (domain === "broken.example") throw new Error("no answer");
    return domain === "mail.example" ? ["mx.mail.example"] : [];
  };

  test("is denied when its domain receives no mail", async () => {
    const verifying = createGuard(module, { resolveMx });
    expect((await verifying.verifyEmail("a@mail.example")).reasons).not.toContain("noMxRecords");
    expect(await verifying.verifyEmail("a@nomail.example")).toMatchObject({
      denied: true,
      deniedBy: ["noMxRecords"],
    });
  });

  test("is looked up as the DNS has it", async () => {
    await createGuard(module, { resolveMx }).verifyEmail("a@B\u00fccher.Example");
    expect(asked.at(-1)).toBe("xn--bcher-kva.example");
  });

  test("is not looked up when it is none", async () => {
    const before = asked.length;
    await createGuard(module, { resolveMx }).verifyEmail("a@@b");
    expect(asked).toHaveLength(before);
  });

  test("is judged without it when the resolver fails, which is told", async () => {
    const faults: unknown[] = [];
    const verifying = createGuard(module, { resolveMx, onFault: ({ code }) => faults.push(code) });
    expect(await verifying.verifyEmail("a@broken.example")).toMatchObject({ denied: false });
    expect(faults).toEqual(["RESOLVER"]);
  });

  test("is judged as ever without a resolver", async () => {
    expect(await guard.verifyEmail("a@nomail.example")).toEqual(guard.email("a@nomail.example"));
  });
});

describe("a text", () => {
  test("is told what it holds, in UTF-16 units and in bytes", () => {
    const text = `\u00e9\u{1f600} ${card} \ud800`;
    const { denied, findings } = guard.sensitive(text);
    expect(denied).toBe(true);
    expect(findings).toMatchObject([
      { type: "creditCard", start: 4, end: 23, bytes: [7, 26], denied: true },
    ]);
    expect(text.slice(findings[0]?.start, findings[0]?.end)).toBe(card);
  });

  test("is searched for the policy's own patterns, the longest match from the left", () => {
    const { findings } = guard.sensitive("EMP-123456, xEMP-123456, EMP-1234567, EMP-654321");
    expect(findings.map(({ type, start, end }) => [type, start, end])).toEqual([
      ["employeeId", 0, 10],
      ["employeeId", 38, 48],
    ]);
  });

  test("that holds nothing is allowed", () => {
    expect(guard.sensitive("")).toMatchObject({ action: "allow", findings: [] });
    expect(guard.sensitive("nothing to see")).toMatchObject({ action: "allow", findings: [] });
  });

  test("must be a string", () => {
    expect(() => guard.sensitive(null as never)).toThrow(
      new TypeError('"text" expected string, got null'),
    );
  });

  test.each([
    ["ASCII", "lorem ipsum dolor "],
    ["two bytes a character", "l\u00f6rem \u00efpsum d\u00f6l\u00f6r "],
    ["surrogate pairs", "\u{1f600}\u{1f601} \u{1f602} "],
    ["lone surrogates", "\udc00 \ud800 "],
  ])("of several times the input's length is judged whole: %s", (_, filler) => {
    for (const before of [CAPACITY.inputBytes - 40, CAPACITY.inputBytes, 200_000]) {
      const text = filler.repeat(Math.ceil(before / filler.length)).slice(0, before);
      const whole = `${text} EMP-111111 ${text} EMP-222222`;
      const found = guard.sensitive(whole).findings.filter(({ type }) => type === "employeeId");
      expect(found.map(({ start, end }) => whole.slice(start, end))).toEqual([
        "EMP-111111",
        "EMP-222222",
      ]);
      for (const { start, end, bytes } of found) {
        const lengths = [start, end].map((at) => Buffer.byteLength(whole.slice(0, at)));
        expect([...bytes]).toEqual(lengths);
      }
    }
  });

  test("full of findings is told all of them, in linear time", () => {
    const count = 20_000;
    const { findings } = guard.sensitive("EMP-123456 ".repeat(count));
    expect(findings).toHaveLength(count);
    expect(findings.at(-1)).toMatchObject({ start: (count - 1) * 11, end: count * 11 - 1 });
  }, 10_000);

  test("is no part of the decision's JSON", () => {
    expect(JSON.stringify(guard.sensitive(card))).not.toContain("1111");
  });
});

describe("in report mode", () => {
  test.each([
    { mode: "report" },
    { email: { mode: "report" }, sensitive: { mode: "report" } },
  ] as const)("nothing is denied, and what would be is told: %j", (options) => {
    const reporting = createGuard(module, options);
    expect(reporting.email("admin@example.com")).toMatchObject({
      denied: false,
      wouldDeny: true,
      deniedBy: ["role"],
    });
    expect(reporting.sensitive(card)).toMatchObject({ denied: false, wouldDeny: true });
  });

  test("a rule's own mode goes before the guard's", () => {
    const enforcing = createGuard(module, { mode: "report", email: { mode: "enforce" } });
    expect(enforcing.email("admin@example.com").denied).toBe(true);
    expect(enforcing.sensitive(card).denied).toBe(false);
  });
});

test("a guard whose policy has no such rule says how to get it", async () => {
  const plain = createGuard(snapshot);
  const refusal = (rule: string) => ({
    code: "NO_RULE",
    message: `The module's policy has no rule "${rule}": add it and run \`snapwall bake\``,
  });
  expect(() => plain.email("a@b.example")).toThrow(expect.objectContaining(refusal("email")));
  expect(() => plain.sensitive("x")).toThrow(expect.objectContaining(refusal("sensitive")));
  await expect(plain.verifyEmail("a@b.example")).rejects.toMatchObject(refusal("email"));
});

test("nothing of what was judged stays in the guest's memory", () => {
  let memory: WebAssembly.Memory | undefined;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    constructor(given: WebAssembly.Module) {
      super(given);
      memory = this.exports.memory as WebAssembly.Memory;
    }
  };
  try {
    const watched = createGuard(module);
    watched.email("zebra.quagga@gmial.com");
    watched.sensitive(`quagga ${card} ${"x".repeat(100_000)}`);
  } finally {
    WebAssembly.Instance = Instance;
  }
  const text = Buffer.from(memory?.buffer as ArrayBuffer).toString("latin1");
  expect(text).not.toContain("quagga");
  expect(text).not.toContain("gmial");
  expect(text).not.toContain(card);
});

describe("redaction", () => {
  test("takes out what the policy's rule finds, and puts it back", () => {
    const secret = ["ghp", "q8Zr1xVb0Ls9Kd7Fw2TnHc4Jg6Yp3Mu5aBcD"].join("_");
    const original = `pay ${card} by EMP-123456 with ${secret}`;
    const { text, restore } = guard.redact(original);
    expect(text).toBe("pay [creditCard_1] by [employeeId_1] with [secret_1]");
    expect(restore(text)).toBe(original);
  });

  test("goes on where it was in texts longer than the guest's memory", () => {
    const original = `${"é lorem ipsum, ".repeat(20_000)}${card}`;
    const { text, restore } = guard.redact(original, { types: ["creditCard"] });
    expect(text.endsWith(", [creditCard_1]")).toBe(true);
    expect(restore(text)).toBe(original);
  });

  test("of a guard without the rule is an error", () => {
    expect(() => createGuard(snapshot).redact("text")).toThrow(/snapwall bake/);
  });
});
