import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  buildEmail,
  type EmailLists,
  formatEmail,
  isCovered,
  refuseStaleEmail,
} from "./build-email.ts";
import { readEmailSources, readEmailSupplement } from "./email-sources.ts";

const text = readFileSync(new URL("email.json", import.meta.url), "utf8");
const lists = JSON.parse(text) as EmailLists;
const sources = readEmailSources();
const supplement = readEmailSupplement();

describe("the lists of addresses", () => {
  it("are what the pinned packages and the supplement give", () => {
    expect(formatEmail(buildEmail(sources, supplement))).toBe(text);
  });

  it("correct nothing that the packages do not say", () => {
    expect(() => refuseStaleEmail(sources, supplement)).not.toThrow();
    const drop = [{ reason: "gone", names: ["no-such-provider.com"] }];
    const free = { ...supplement.free, drop };
    expect(() => refuseStaleEmail(sources, { ...supplement, free })).toThrow(/no-such-provider/);
    const add = [{ reason: "there already", names: ["gmail.com"] }];
    const known = { ...supplement, free: { ...supplement.free, add } };
    expect(() => refuseStaleEmail(sources, known)).toThrow(/gmail\.com/);
  });

  it("have every disposable domain of the package, and none of a service that forwards mail", () => {
    const disposable = new Set(lists.disposable);
    for (const name of sources.disposable) expect(isCovered(name, disposable), name).toBe(true);
    for (const name of lists.relays) expect(isCovered(name, disposable), name).toBe(false);
    const relays = new Set(lists.relays);
    for (const name of lists.disposable) expect(isCovered(name, relays), name).toBe(false);
  });

  it("call no domain both free and disposable", () => {
    const free = new Set(lists.free);
    const disposable = new Set(lists.disposable);
    for (const name of lists.disposable) expect(isCovered(name, free), name).toBe(false);
    for (const name of lists.free) expect(isCovered(name, disposable), name).toBe(false);
  });

  it.each([
    ["free", ["gmail.com", "proton.me", "duck.com", "icloud.com", "yahoo.co.jp", "posteo.de"]],
    ["disposable", ["mailinator.com", "yopmail.com", "guerrillamail.com", "trashmail.com"]],
    ["roles", ["admin", "info", "no-reply", "postmaster", "support"]],
    ["topLevel", ["com", "de", "museum", "xn--p1ai", "xn--fiqs8s"]],
    ["relays", ["duck.com", "simplelogin.com", "mozmail.com", "privaterelay.appleid.com"]],
  ] as const)("have in %s what everybody knows", (list, names) => {
    expect(lists[list]).toEqual(expect.arrayContaining([...names]));
  });

  it("are in lower case and in ASCII, with no name twice", () => {
    for (const [list, names] of Object.entries(lists) as [string, string[]][]) {
      expect(new Set(names).size, list).toBe(names.length);
      for (const name of names) expect(name, list).toMatch(/^[a-z0-9][a-z0-9._-]*$/);
    }
  });

  it("give a reason for each decision of ours", () => {
    const { free, roles, relays, popular, real, endings } = supplement;
    for (const { reason } of [
      free.add,
      free.drop,
      roles.drop,
      relays,
      popular,
      real,
      endings,
    ].flat()) {
      expect(reason.length).toBeGreaterThan(8);
    }
  });
});
