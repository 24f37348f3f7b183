/** The licences of the packages whose data is in `bots.json`. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

interface Notice {
  name: string;
  version: string;
  licence: string;
  homepage: string;
  used: string;
  text: string;
}

const packages = [
  {
    name: "crawler-user-agents",
    homepage: "https://github.com/monperrus/crawler-user-agents",
    used: "patterns and tags",
    licenceFile: "LICENSE",
  },
  {
    name: "es6-crawler-detect",
    homepage: "https://github.com/JefferyHus/es6-crawler-detect",
    used: "selected patterns",
    licenceFile: "LICENSE",
  },
];

/** Writes the notice: per package its name, version, licence, what was taken, and the licence's text. */
export function formatNotice(): string {
  const head =
    "# Notices for the rule data\n\nWritten by `npm run generate:data`. `bots.json` contains data of these packages. " +
    "`signs.json` and `supplement.json` are our own.\n";
  return `${head}${readNotices().map(formatOne).join("")}`;
}

function formatOne({ name, version, licence, homepage, used, text }: Notice): string {
  return `\n## ${name} ${version} (${licence})\n\n${homepage}. Used: ${used}.\n\n\`\`\`\n${text.trim()}\n\`\`\`\n`;
}

function readNotices(): Notice[] {
  return packages.map(({ name, homepage, used, licenceFile }) => {
    const manifestPath = findManifest(name);
    const { version, license } = JSON.parse(readFileSync(manifestPath, "utf8"));
    const text = readFileSync(join(dirname(manifestPath), licenceFile), "utf8");
    return { name, version, licence: license, homepage, used, text: text.replaceAll("\r", "") };
  });
}

/** A package's manifest, also when its `exports` hide it. */
function findManifest(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    const path = join(folder, name, "package.json");
    try {
      readFileSync(path);
      return path;
    } catch {
      // Not in this folder: the next one up may have it.
    }
  }
  throw new Error(`${name} is not installed: run npm install`);
}
