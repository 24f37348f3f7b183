import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { bakeModule, findTools } from "../../../cli/src/bake/index.ts";
import { createGuard } from "./guard.ts";

const artifact = new URL("../../../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url);
const policy = { bots: {}, email: { fields: ["a"] }, sensitive: {} };

let module: WebAssembly.Module;
beforeAll(async () => {
  const compiler = new Uint8Array(readFileSync(artifact));
  const baked = await bakeModule(compiler, JSON.stringify(policy), await findTools());
  module = new WebAssembly.Module(baked.module);
}, 60_000);

/** Runs `use` and returns the memories of the instances that it made. */
function watch(use: () => void): WebAssembly.Memory[] {
  const { Instance } = WebAssembly;
  const memories: WebAssembly.Memory[] = [];
  WebAssembly.Instance = class extends Instance {
    constructor(given: WebAssembly.Module) {
      super(given);
      memories.push(this.exports.memory as WebAssembly.Memory);
    }
  };
  try {
    use();
  } finally {
    WebAssembly.Instance = Instance;
  }
  return memories;
}

/** How many pages of 4 KiB hold anything. */
function usedPages(memory: WebAssembly.Memory | undefined): number {
  const bytes = new Uint8Array(memory?.buffer ?? new ArrayBuffer(0));
  const pages = Array.from({ length: bytes.length / 4096 }, (_, page) => {
    return bytes.subarray(page * 4096, (page + 1) * 4096).some((byte) => byte !== 0);
  });
  return pages.filter((isUsed) => isUsed).length;
}

const browser =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";

test("a guard that sees browsers never has the names of bots in memory", () => {
  let counts: number[] = [];
  for (const agent of [browser, "curl/8.0"]) {
    const [memory] = watch(() => {
      createGuard(module).check({ headers: { "user-agent": agent } });
    });
    counts = [...counts, usedPages(memory)];
  }
  expect(counts[0]).toBeLessThanOrEqual(6);
  expect(counts[1]).toBeGreaterThan((counts[0] as number) + 5);
});

test.each([
  ["a name", { headers: { "user-agent": "GPTBot/1.0" } }, "GPTBOT"],
  ["no name at all", { headers: {} }, "NO_USER_AGENT"],
  ["a shape that no browser has", { headers: { "user-agent": "zzz" } }, "NOT_BROWSER_SHAPED"],
  [
    "a signature",
    { headers: { "user-agent": browser, "signature-agent": "x" } },
    "SIGNATURE_AGENT",
  ],
])("they are there for whatever asks for them first: %s", (_, request, id) => {
  expect(createGuard(module).check(request).reasons[0]?.id).toBe(id);
});

test("and for options that name them", () => {
  const guard = createGuard(module, { bots: { allow: ["GPTBOT", "category:seo"] } });
  expect(guard.check({ headers: { "user-agent": "GPTBot/1.0" } }).denied).toBe(false);
  expect(guard.check({ headers: { "user-agent": "ClaudeBot/1.0" } }).denied).toBe(true);
});

test("a guard that sees no content never has its tables in memory", () => {
  const counts: number[] = [];
  const [memory] = watch(() => {
    const guard = createGuard(module);
    guard.check({ headers: { "user-agent": "curl/8.0" } });
  });
  counts.push(usedPages(memory));
  const [loaded] = watch(() => createGuard(module).email("someone@example.com"));
  counts.push(usedPages(loaded));
  expect(counts[1]).toBeGreaterThan(counts[0] as number);
});

test("the tables are loaded once, whatever asks first", () => {
  const guard = createGuard(module);
  for (let round = 0; round < 3; round++) {
    expect(guard.email("someone@example.com").action).toBe("allow");
    expect(guard.sensitive("4111 1111 1111 1111").denied).toBe(true);
    expect(guard.check({ headers: { "user-agent": "curl/8.0" } }).denied).toBe(true);
  }
});

test("an instance that takes the place of one that failed has them again", () => {
  const faults: string[] = [];
  const guard = createGuard(module, { onFault: ({ code }) => faults.push(code) });
  guard.email("someone@example.com");
  const { fill } = Uint8Array.prototype;
  // What reads an answer wipes it: a failure there is one of the guest's to the host.
  Uint8Array.prototype.fill = () => {
    throw new Error("no");
  };
  try {
    expect(guard.email("someone@example.com")).toMatchObject({ fault: "TRAP", action: "allow" });
  } finally {
    Uint8Array.prototype.fill = fill;
  }
  expect(faults).toEqual(["TRAP"]);
  expect(guard.email("no address")).toMatchObject({ denied: true });
});
