import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./pack.ts";

const documents = globSync("{*,{docs,checks,e2e,bench,examples,packages,wasm}/**/*}.md", {
  cwd: ROOT,
  exclude: ["**/node_modules", "**/.work", "**/target", "packages/*/wasm"],
});

test.each(documents)("every link of %s leads somewhere", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8").replace(/```[\s\S]*?```/g, "");
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map((match) => match[1]);
  const broken = links.filter((link) => !existsSync(join(ROOT, dirname(document), link ?? "")));
  expect(broken).toEqual([]);
});
