import { runInNewContext } from "node:vm";
import { describe, expect, test, vi } from "vitest";
import { buildGuest, buildGuestBytes, TRAP } from "../../test/build-guest.ts";
import { VERSION } from "../abi.ts";
import { SnapwallError } from "../errors.ts";
import { createGuard } from "./guard.ts";

/** `configure` that refuses its second entry: the first clears a list, the second is a name. */
const REFUSE_SECOND = [0x41, 2];
const BROWSER = { headers: { "user-agent": "Mozilla/5.0" } };

function catchError(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown");
}

describe("what is no module is refused by what it is", () => {
  const bytes = buildGuestBytes();
  const given: [string, unknown, string][] = [
    ["nothing", undefined, "got undefined"],
    ["null", null, "got null"],
    ["a path", "./guard.wasm", "got string"],
    ["bytes", bytes, "got bytes (Uint8Array); compile them outside of the request path"],
    ["a buffer", bytes.buffer, "got bytes (ArrayBuffer); compile them"],
    ["a promise", Promise.resolve(buildGuest()), "got a Promise; await it first"],
    [
      "an instance",
      new WebAssembly.Instance(buildGuest()),
      "got WebAssembly.Instance; give the module",
    ],
    [
      "an import namespace",
      { default: buildGuest() },
      "got an import namespace; give its default export",
    ],
    ["any object", {}, "got an object (Object)"],
  ];
  test.each(given)("%s", (_, value, message) => {
    const error = catchError(() => createGuard(value as never));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(`"module" expected WebAssembly.Module, ${message}`);
  });
});

describe("a module that cannot be used is refused by code", () => {
  const empty = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  // One imported function, which no snapshot has.
  const importing = Uint8Array.from([
    ...empty,
    ...[1, 4, 1, 0x60, 0, 0],
    ...[2, 7, 1, 1, 0x61, 1, 0x62, 0, 0],
  ]);
  const description = JSON.stringify({ abi: VERSION + 1 });
  const modules: [string, WebAssembly.Module, string, string][] = [
    ["an empty module", new WebAssembly.Module(empty), "NOT_SNAPWALL", "exports nothing"],
    ["one with imports", new WebAssembly.Module(importing), "NOT_SNAPWALL", "exports nothing"],
    [
      "one without check",
      buildGuest({ without: ["check"] }),
      "NOT_SNAPWALL",
      "exports memory, layout, configure",
    ],
    ["one without memory", buildGuest({ without: ["memory"] }), "NOT_SNAPWALL", "exports layout"],
    ["another magic", buildGuest({ magic: 1 }), "NOT_SNAPWALL", "exports memory"],
    [
      "another ABI",
      buildGuest({ abi: VERSION + 1 }),
      "ABI_MISMATCH",
      `expected ABI ${VERSION}, got ABI ${VERSION + 1}`,
    ],
    [
      "another ABI with other exports",
      buildGuest({ without: ["layout"], description }),
      "ABI_MISMATCH",
      `expected ABI ${VERSION}, got ABI ${VERSION + 1}`,
    ],
    ["no policy inside", buildGuest({ ready: 0 }), "NOT_BAKED", "snapwall bake"],
    [
      "a compiler",
      buildGuest({ magic: 0, besides: ["wizer-initialize"] }),
      "NOT_BAKED",
      "snapwall bake",
    ],
  ];
  test.each(modules)("%s", (_, module, code, message) => {
    const error = catchError(() => createGuard(module));
    expect(error).toBeInstanceOf(SnapwallError);
    expect(error).toMatchObject({ name: "SnapwallError", code });
    expect((error as Error).message).toContain(message);
  });

  test("the fault underneath is the cause", () => {
    const error = catchError(() => createGuard(new WebAssembly.Module(importing)));
    expect((error as Error).cause).toBeInstanceOf(Error);
  });
});

test("a platform that has no memory left is not blamed on the module", () => {
  const instances = vi.spyOn(WebAssembly, "Instance").mockImplementation(function fail() {
    throw new RangeError("Out of memory: Cannot allocate Wasm memory for new instance");
  });
  const error = catchError(() => createGuard(buildGuest()));
  instances.mockRestore();
  expect(error).toMatchObject({ code: "INSTANTIATE", cause: expect.any(RangeError) });
});

test("a module of another realm is taken", () => {
  const bytes = buildGuestBytes();
  const module = runInNewContext("new WebAssembly.Module(bytes)", { bytes });
  expect(module).not.toBeInstanceOf(WebAssembly.Module);
  expect(createGuard(module).check(BROWSER).action).toBe("allow");
});

describe("a name that the snapshot does not know", () => {
  const description = JSON.stringify({
    abi: VERSION,
    bots: { ai: ["GPTBOT"], search: [] },
  });

  test("is refused with its place and the nearest spelling", () => {
    const module = buildGuest({ configure: REFUSE_SECOND, description });
    const create = () => createGuard(module, { bots: { deny: ["GTPBOT"] } });
    const message =
      '"bots.deny[0]" expected the name of a bot or category, got "GTPBOT"; did you mean "GPTBOT"?';
    expect(create).toThrow(new RangeError(message));
  });

  test("is refused even when the module names nothing", () => {
    const module = buildGuest({ configure: REFUSE_SECOND });
    const create = () => createGuard(module, { bots: { allow: ["X"] } });
    expect(create).toThrow(
      new RangeError('"bots.allow[0]" expected the name of a bot or category, got "X"'),
    );
  });
});

test("lists that do not fit the guest's buffer are refused", () => {
  const deny = Array.from({ length: 8000 }, (_, i) => `BOT_${i}`);
  expect(() => createGuard(buildGuest(), { bots: { deny } })).toThrow(RangeError);
});

test("a guest that fails while it takes the options is a fault, with its cause", () => {
  const error = catchError(() => createGuard(buildGuest({ configure: TRAP }), { mode: "report" }));
  expect(error).toBeInstanceOf(SnapwallError);
  expect(error).toMatchObject({ code: "TRAP", cause: expect.any(WebAssembly.RuntimeError) });
});

test("a module describes itself", () => {
  const described = { abi: VERSION, rules: ["bots"] };
  const guard = createGuard(buildGuest({ description: JSON.stringify(described) }));
  expect(guard.describe()).toEqual(described);
});

test.each([
  ["none", {}],
  ["one that is no JSON", { description: "{" }],
])("asking for a description where there is %s is a fault", (_, plan) => {
  const guard = createGuard(buildGuest(plan));
  expect(() => guard.describe()).toThrow(expect.objectContaining({ code: "NOT_SNAPWALL" }));
});
