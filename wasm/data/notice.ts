/** The licences of the packages whose data is in `bots.json`, `proxies.json` and `email.json`. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findPackageFile } from "./corpora.ts";

interface Notice {
  name: string;
  version: string;
  licence: string;
  homepage: string;
  used: string;
  text: string;
}

/** The packages whose data is shipped. */
export const noticedPackages = [
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
  {
    name: "cloudflare-ips",
    homepage: "https://github.com/kriasoft/cloudflare-ips",
    used: "addresses of `cloudflare`",
    licenceFile: "LICENSE.txt",
  },
  {
    name: "disposable-email-domains-js",
    homepage: "https://github.com/mziyut/disposable-email-domains-js",
    used: "domains of `disposable`",
    licenceFile: "LICENSE",
  },
  {
    name: "freemail",
    homepage: "https://github.com/willwhite/freemail",
    used: "domains of `free`",
    licenceFile: "LICENSE",
  },
  {
    name: "role-based-email-addresses",
    homepage: "https://github.com/mixmaxhq/role-based-email-addresses",
    used: "`roles`",
    licenceFile: "LICENSE",
  },
  {
    name: "tlds",
    homepage: "https://github.com/stephenmathieson/node-tlds",
    used: "`topLevel`",
    licenceFile: "LICENSE",
  },
];

/**
 * Renders the notice: for each package its name, version, licence, what was taken, and the
 * licence's text.
 */
export function formatNotice(): string {
  const head =
    "# Notices for the rule data\n\nWritten by `npm run generate:data`. `bots.json`, `proxies.json` and `email.json` contain data of these packages. " +
    "`signs.json`, `supplement.json` and `email-supplement.json` are our own.\n";
  return `${head}${readNotices().map(formatOne).join("")}`;
}

function formatOne({ name, version, licence, homepage, used, text }: Notice): string {
  return `\n## ${name} ${version} (${licence})\n\n${homepage}. Used: ${used}.\n\n\`\`\`\n${text.trim()}\n\`\`\`\n`;
}

function readNotices(): Notice[] {
  return noticedPackages.map(({ name, homepage, used, licenceFile }) => {
    const manifestPath = findPackageFile(name, "package.json");
    const { version, license } = JSON.parse(readFileSync(manifestPath, "utf8"));
    const text = readFileSync(join(dirname(manifestPath), licenceFile), "utf8");
    return { name, version, licence: license, homepage, used, text: text.replaceAll("\r", "") };
  });
}
