import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bakeDetailed } from "../../packages/cli/src/bake-policy.ts";
import { compilerModule } from "../../packages/cli/src/wasm.ts";
import { drawSnapshot } from "./picture.ts";

test("the picture is of the modules' own numbers, and the committed one of the same steps", async () => {
  const compiler = new Uint8Array(readFileSync(compilerModule));
  const baked = await bakeDetailed("{}", { compiler });
  const picture = drawSnapshot(compiler, baked);
  const code = /matcher: code: ([\d,]+) bytes/.exec(picture)?.[1]?.replace(",", "");
  expect(Number(code)).toBeGreaterThan(1000);
  expect(picture).toContain("rule data, as text: ");
  expect(picture).not.toMatch(/NaN|undefined|width="-/);
  const committed = readFileSync(new URL("../../docs/img/snapshot.svg", import.meta.url), "utf8");
  const titles = (svg: string) =>
    svg.match(/class="stage"[^<]*</g)?.map((text) => text.split(">")[1]);
  expect(titles(committed)).toEqual(titles(picture));
}, 60_000);
