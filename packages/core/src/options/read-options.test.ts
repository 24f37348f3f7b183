import { expect, test } from "vitest";
import { CONFIGURE } from "../abi.ts";
import type { Policy } from "../types/policy.ts";
import type { GuardOptions } from "./guard-options.ts";
import { COMPILED_KEYS, OPTION_KEYS } from "./policy-keys.ts";
import { readOptions } from "./read-options.ts";

test("every option that the guest applies becomes an operation, lists clear first", () => {
  const entries = readOptions({
    mode: "report",
    onError: "deny",
    bots: {
      mode: "enforce",
      missingUserAgent: "allow",
      deny: ["GPTBOT", "category:ai"],
      allow: [],
      spoofed: "allow",
      impersonation: { mode: "report", score: 80 },
    },
    filters: { mode: "report" },
    clientAddress: () => null,
    onFault: () => {},
  });
  expect(entries).toEqual([
    { op: CONFIGURE.mode, text: "report", path: "mode" },
    { op: CONFIGURE.botsMode, text: "enforce", path: "bots.mode" },
    { op: CONFIGURE.botsMissingUserAgent, text: "allow", path: "bots.missingUserAgent" },
    { op: CONFIGURE.botsClearDeny, text: "", path: "bots.deny" },
    { op: CONFIGURE.botsDeny, text: "GPTBOT", path: "bots.deny[0]" },
    { op: CONFIGURE.botsDeny, text: "category:ai", path: "bots.deny[1]" },
    { op: CONFIGURE.botsClearAllow, text: "", path: "bots.allow" },
    { op: CONFIGURE.botsSpoofed, text: "allow", path: "bots.spoofed" },
    { op: CONFIGURE.impersonationMode, text: "report", path: "bots.impersonation.mode" },
    { op: CONFIGURE.impersonationScore, text: "80", path: "bots.impersonation.score" },
    { op: CONFIGURE.filtersMode, text: "report", path: "filters.mode" },
  ]);
});

test("an option that is undefined is one that is left out", () => {
  expect(readOptions({ mode: undefined, bots: { deny: undefined } })).toEqual([]);
});

const mistakes: [unknown, typeof TypeError | typeof RangeError, string][] = [
  [null, TypeError, '"options" expected object, got null'],
  [[], TypeError, '"options" expected object, got array'],
  [{ mod: "report" }, TypeError, '"mod" is not an option; did you mean "mode"?'],
  [{ onerror: "deny" }, TypeError, '"onerror" is not an option; did you mean "onError"?'],
  [{ xyzzy: 1 }, TypeError, '"xyzzy" is not an option'],
  [{ mode: 1 }, TypeError, '"mode" expected string, got number'],
  [
    { mode: "reprot" },
    RangeError,
    '"mode" expected enforce or report, got "reprot"; did you mean "report"?',
  ],
  [{ onError: "block" }, RangeError, '"onError" expected allow or deny, got "block"'],
  [{ bots: true }, TypeError, '"bots" expected object, got boolean'],
  [{ bots: { denny: [] } }, TypeError, '"bots.denny" is not an option; did you mean "bots.deny"?'],
  [{ bots: { deny: "GPTBOT" } }, TypeError, '"bots.deny" expected array, got string'],
  [{ bots: { deny: ["A", 7] } }, TypeError, '"bots.deny[1]" expected string, got number'],
  [{ bots: { mode: "off" } }, RangeError, '"bots.mode" expected enforce or report, got "off"'],
  [
    { bots: { missingUserAgent: "Deny" } },
    RangeError,
    '"bots.missingUserAgent" expected allow or deny, got "Deny"; did you mean "deny"?',
  ],
  [
    { bots: { spoofed: "report" } },
    RangeError,
    '"bots.spoofed" expected allow or deny, got "report"',
  ],
  [
    { bots: { impersonation: true } },
    TypeError,
    '"bots.impersonation" expected object, got boolean',
  ],
  [
    { bots: { impersonation: { scor: 1 } } },
    TypeError,
    '"bots.impersonation.scor" is not an option; did you mean "bots.impersonation.score"?',
  ],
  [
    { bots: { impersonation: { score: 101 } } },
    RangeError,
    '"bots.impersonation.score" expected integer from 1 to 100, got 101',
  ],
  [
    { bots: { impersonation: { score: "60" } } },
    TypeError,
    '"bots.impersonation.score" expected integer, got string',
  ],
  [{ filters: ["true"] }, TypeError, '"filters" expected object, got array'],
  [
    { filters: { mode: "off" } },
    RangeError,
    '"filters.mode" expected enforce or report, got "off"',
  ],
  [{ shield: [] }, TypeError, '"shield" expected object, got array'],
  [
    { shield: { sensitivity: "strikt" } },
    RangeError,
    '"shield.sensitivity" expected strict or balanced or relaxed, got "strikt"; did you mean "strict"?',
  ],
  [
    { email: { fields: [] } },
    TypeError,
    '"email.fields" is compiled into a snapshot (`snapwall bake`) and cannot be changed at run time',
  ],
  [
    { sensitive: { mode: "on" } },
    RangeError,
    '"sensitive.mode" expected enforce or report, got "on"',
  ],
  [{ resolveMx: true }, TypeError, '"resolveMx" expected function, got boolean'],
  [{ clientAddress: "ip" }, TypeError, '"clientAddress" expected function, got string'],
  [{ onFault: {} }, TypeError, '"onFault" expected function, got object'],
];
test.each(mistakes)("%j is refused", (options, type, message) => {
  const read = () => readOptions(options as never);
  expect(read).toThrow(type);
  expect(read).toThrow(new type(message));
});

const compiled = "is compiled into a snapshot (`snapwall bake`) and cannot be changed at run time";

test.each(COMPILED_KEYS.policy)("%s is said to be compiled into a snapshot", (name) => {
  const message = `"${name}" ${compiled}`;
  expect(() => readOptions({ [name]: {} } as never)).toThrow(new TypeError(message));
});

test.each(COMPILED_KEYS.bots)("bots.%s is said to be compiled into a snapshot", (name) => {
  const message = `"bots.${name}" ${compiled}`;
  expect(() => readOptions({ bots: { [name]: [] } } as never)).toThrow(new TypeError(message));
});

test.each(COMPILED_KEYS.filters)("filters.%s is said to be compiled into a snapshot", (name) => {
  const message = `"filters.${name}" ${compiled}`;
  expect(() => readOptions({ filters: { [name]: [] } } as never)).toThrow(new TypeError(message));
});

test.each(COMPILED_KEYS.shield)("shield.%s is said to be compiled into a snapshot", (name) => {
  const message = `"shield.${name}" ${compiled}`;
  expect(() => readOptions({ shield: { [name]: [] } } as never)).toThrow(new TypeError(message));
});

test("a misspelt key that is compiled in is named, with what holds it", () => {
  const misspelt = [
    { rateLimit: [] },
    { bots: { costum: [] } },
    { filters: { denny: [] } },
    { shield: { exlude: [] } },
  ] as never[];
  for (const [index, name] of [
    "rateLimits",
    "bots.custom",
    "filters.deny",
    "shield.exclude",
  ].entries()) {
    expect(() => readOptions(misspelt[index] as never)).toThrow(
      `did you mean "${name}"? That ${compiled}`,
    );
  }
});

test("a policy's own words are the options', as far as no compiling is needed", () => {
  const policy = {
    mode: "report",
    onError: "deny",
    bots: {
      mode: "enforce",
      deny: ["*"],
      allow: ["category:search"],
      missingUserAgent: "allow",
      spoofed: "deny",
      impersonation: { mode: "report", score: 60 },
    },
    filters: { mode: "report" },
    shield: { mode: "enforce", sensitivity: "relaxed" },
    email: { mode: "report" },
    sensitive: { mode: "enforce" },
    client: { trustedProxies: ["10.0.0.0/8"] },
  } satisfies Policy satisfies GuardOptions;
  expect(Object.keys(policy)).toEqual(OPTION_KEYS.policy);
  expect(Object.keys(policy.bots)).toEqual(OPTION_KEYS.bots);
  expect(Object.keys(policy.bots.impersonation)).toEqual(OPTION_KEYS.impersonation);
  expect(Object.keys(policy.filters)).toEqual(OPTION_KEYS.filters);
  expect(Object.keys(policy.shield)).toEqual(OPTION_KEYS.shield);
  expect(Object.keys(policy.email)).toEqual(OPTION_KEYS.email);
  expect(Object.keys(policy.sensitive)).toEqual(OPTION_KEYS.sensitive);
  expect(() => readOptions(policy)).not.toThrow();
});
