/** Reads lists of User-Agents of bots and of people, for measurements and tests. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/**
 * The lines of a file that are not empty and do not start with `#`; `undefined` if there is no
 * file.
 */
export function readLines(path: string | URL): string[] | undefined {
  if (!existsSync(path)) return undefined;
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** The User-Agents that crawler-user-agents has recorded for its bots. */
export function readCrawlerInstances(): string[] {
  const list = require("crawler-user-agents") as { instances?: string[] }[];
  return list.flatMap(({ instances = [] }) => instances);
}

/** The distinct User-Agents in npm's user-agents: a sample of what people's browsers send. */
export function readUserAgents(): string[] {
  const file = findPackageFile("user-agents", "dist/user-agents.json");
  const list = JSON.parse(readFileSync(file, "utf8")) as { userAgent: string }[];
  return [...new Set(list.map(({ userAgent }) => userAgent))];
}

/**
 * The path of a file in an installed package, whether or not the package exports it.
 *
 * @throws {Error} when the package is not installed.
 */
export function findPackageFile(name: string, file: string): string {
  const folders = require.resolve.paths(name) ?? [];
  const path = folders.map((folder) => join(folder, name, file)).find((one) => existsSync(one));
  if (path === undefined) throw new Error(`${name} is not installed: run npm install`);
  return path;
}
