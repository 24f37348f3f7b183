import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSubject } from "./bundle.ts";
import { formatTime } from "./format.ts";
import type { ProbeSettings } from "./probe/probe.ts";
import { botRequest, browserRequest, userAgents } from "./requests.ts";
import { measureRounds } from "./run.ts";
import { runtimes } from "./runtimes/index.ts";
import { median } from "./statistics.ts";
import { stages } from "./subjects/stages.ts";
import { formatTable } from "./table.ts";

// `npm run bench:warm`: measures where a warm decision spends its time, in every runtime.

const rounds = 5;
const settings: ProbeSettings = {
  bot: botRequest,
  browsers: userAgents(256).map(browserRequest),
  instantiateMs: 1,
  warmUpMs: 200,
  batchMs: 30,
  batches: 5,
  memoryRequests: 0,
};

const subjectsFolder = fileURLToPath(new URL("./subjects/", import.meta.url));
const work = fileURLToPath(new URL("../.work/stages/", import.meta.url));
mkdirSync(work, { recursive: true });
const names = [...Object.keys(stages), "+ decision (guard.check)"];
const subjects = await Promise.all(
  names.map((name, index) => {
    const inner = stages[name] && writeStage(name, index);
    return buildSubject(name, inner ?? join(subjectsFolder, "snapwall.ts"), join(work, `${index}`));
  }),
);

const samples = await measureRounds(runtimes, subjects, settings, rounds, (text) =>
  console.error(text),
);
const medianNs = (runtime: string, name: string): number =>
  median((samples[runtime]?.[name] ?? []).map((sample) => sample.warmNs));
const rows = names.map((name, index) => [
  name,
  ...runtimes.flatMap((runtime) => {
    const total = medianNs(runtime.name, name);
    const before = index === 0 ? 0 : medianNs(runtime.name, names[index - 1] as string);
    return [formatTime((total - before) * 1e-6), formatTime(total * 1e-6)];
  }),
]);
console.log(formatTable(["step", ...runtimes.flatMap(({ name }) => [name, "so far"])], rows));

/** Writes a source file whose subject is one stage. */
function writeStage(name: string, index: number): string {
  const path = join(work, `${index}.ts`);
  const from = JSON.stringify(join(subjectsFolder, "stages.ts"));
  writeFileSync(
    path,
    `import { stages } from ${from};\nexport const subject = stages[${JSON.stringify(name)}];\n`,
  );
  return path;
}
