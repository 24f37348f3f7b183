import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as cloudflare from "../packages/cloudflare/src/bare.ts";
import * as deno from "../packages/deno/src/bare.ts";
import * as node from "../packages/node/src/bare.ts";
import { snapwall as nodeSnapwall } from "../packages/node/src/snapwall.ts";
import * as vercel from "../packages/vercel/src/bare.ts";
import { snapwall as vercelSnapwall } from "../packages/vercel/src/snapwall.ts";

const curl = { headers: { "user-agent": "curl/8.15.0" } };
const module = new WebAssembly.Module(
  readFileSync(new URL("../wasm/artifacts/snapwall.wasm", import.meta.url)),
);

/** What the entries have in common; the contexts of their platforms differ. */
type Make = (options: node.BareOptions) => node.NodeGuard;

/** The packages whose default module Node can load stand here with both of their entries. */
const entries = Object.entries({
  "@snapwall/cloudflare/bare": cloudflare.snapwall,
  "@snapwall/deno/bare": deno.snapwall,
  "@snapwall/node": nodeSnapwall,
  "@snapwall/node/bare": node.snapwall,
  "@snapwall/vercel": vercelSnapwall,
  "@snapwall/vercel/bare": vercel.snapwall,
}) as unknown as [string, Make][];

describe.each(entries)("%s", (_, make) => {
  test("takes a module of one's own beside the options", () => {
    expect(make({ module }).check(curl).denied).toBe(true);
    expect(make({ module, bots: { allow: ["CURL"] } }).check(curl).denied).toBe(false);
  });

  test("takes no import that gave nothing for a module", () => {
    const options = { module: undefined } as unknown as node.BareOptions;
    const message = '"module" expected WebAssembly.Module, got undefined';
    expect(() => make(options)).toThrow(new TypeError(message));
  });

  test("checks an option beside the module as ever", () => {
    const options = { module, bot: {} } as node.BareOptions;
    expect(() => make(options)).toThrow('"bot" is not an option; did you mean "bots"?');
  });
});

test.each(Object.entries({ cloudflare, deno, node, vercel }))(
  "the bare entry of %s has one public name",
  (_, exported) => expect(Object.keys(exported)).toEqual(["snapwall"]),
);
