/**
 * Writes `bots.json`, `email.json` and `NOTICE.md` from the pinned packages and our own
 * `supplement.json` and `email-supplement.json`.
 *
 * Run by `npm run generate:data`. The output depends only on the packages' versions and the
 * supplements; a test regenerates it and compares the bytes.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildBots, formatBots, refuseStale } from "./build-bots.ts";
import { buildEmail, formatEmail, refuseStaleEmail } from "./build-email.ts";
import { readEmailSources, readEmailSupplement } from "./email-sources.ts";
import { formatNotice } from "./notice.ts";
import { readSigns, readSources, readSupplement } from "./sources.ts";

const here = new URL(".", import.meta.url);
const sources = readSources();
const supplement = readSupplement();
const built = buildBots(sources, supplement, readSigns());
refuseStale(sources, supplement, built);

writeFileSync(new URL("bots.json", here), formatBots(built));
const emailSources = readEmailSources();
const emailSupplement = readEmailSupplement();
refuseStaleEmail(emailSources, emailSupplement);
const email = buildEmail(emailSources, emailSupplement);
writeFileSync(new URL("email.json", here), formatEmail(email));

writeFileSync(new URL("NOTICE.md", here), formatNotice());

const patterns = built.bots.flatMap((bot) => bot.match);
const textBytes = patterns.reduce((sum, pattern) => sum + pattern.length, 0);
console.log(`${built.bots.length} bots, ${patterns.length} patterns, ${textBytes} bytes of text`);
for (const { source, pattern, reason } of built.leftOut) {
  console.log(`left out: ${source} ${JSON.stringify(pattern)}: ${reason}`);
}
for (const [list, names] of Object.entries(email)) console.log(`${list}: ${names.length} names`);
console.log(`written to ${fileURLToPath(here)}`);
