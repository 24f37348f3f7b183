import { formatSpread, formatTime } from "./format.ts";
import {
  listSubjects,
  type Measure,
  pickSamples,
  type Results,
  type RuntimeName,
  type Size,
  type SubjectName,
  subjectNames,
  type WholeStarts,
} from "./results.ts";
import { summarize, summarizeRatio } from "./statistics.ts";
import { formatTable } from "./table.ts";
import { judgeTargets } from "./targets.ts";

/** Formats every table of a run as Markdown. */
export function writeTables(results: Results): string {
  const sections = [
    ["Against the targets", writeTargets(results)],
    ["`Module` → first decision, fresh process", writeTimes(results, "firstDecisionMs")],
    ...(results.wholeStarts
      ? [["`import` → first decision, fresh process", writeWholeStarts(results.wholeStarts)]]
      : []),
    ["Instantiate, code warm", writeTimes(results, "instantiateUs")],
    ["Compile, fresh process", writeTimes(results, "compileMs")],
    ["Warm decision", writeTimes(results, "warmNs")],
    ["Size", writeSizes(results)],
    ["Linear memory", writeMemory(results)],
  ];
  return sections.map(([title, table]) => `## ${title}\n\n${table}\n`).join("\n");
}

function writeTargets(results: Results): string {
  const marks = { missed: "✗ missed", target: "✓ target", stretch: "✓✓ stretch" };
  return formatTable(
    ["measure", "where", "target", "stretch", "measured", ""],
    judgeTargets(results).map((verdict) => [
      verdict.measure,
      verdict.where,
      verdict.target,
      verdict.stretch,
      verdict.measured,
      marks[verdict.reached],
    ]),
  );
}

const millisecondsPer: Record<Measure, number> = {
  compileMs: 1,
  firstDecisionMs: 1,
  instantiateUs: 1e-3,
  warmNs: 1e-6,
};

/** One row per subject: median and quartiles in every runtime, and the ratio to Arcjet. */
function writeTimes(results: Results, measure: Measure): string {
  const runtimes = Object.keys(results.samples) as RuntimeName[];
  const unit = millisecondsPer[measure];
  const rows = listSubjects(results)
    .filter((subject) => isMeasured(subject, measure))
    .map((subject) => [
      subjectNames[subject],
      ...runtimes.flatMap((runtime) => {
        const samples = pickSamples(results, runtime, subject, measure);
        const arcjet = pickSamples(results, runtime, "arcjet", measure);
        return [
          formatSpread(summarize(samples.map((sample) => sample * unit)), formatTime),
          subject === "arcjet" ? "1" : formatRatio(summarizeRatio(arcjet, samples)),
        ];
      }),
    ]);
  return formatTable(["", ...runtimes.flatMap((runtime) => [runtime, "Arcjet / it"])], rows);
}

function writeWholeStarts(starts: WholeStarts): string {
  const runtimes = Object.values(starts);
  const rows = (["snapwall", "arcjet"] as const).map((subject) => [
    subjectNames[subject],
    ...runtimes.flatMap((of) => [
      formatSpread(summarize(of[subject]), formatTime),
      subject === "arcjet" ? "1" : formatRatio(summarizeRatio(of.arcjet, of[subject])),
    ]),
  ]);
  const heads = Object.keys(starts).flatMap((runtime) => [runtime, "Arcjet / it"]);
  return formatTable(["", ...heads], rows);
}

/** isbot has no module, and a floor makes no decisions that could be warm. */
function isMeasured(subject: SubjectName, measure: Measure): boolean {
  if (subject === "isbot") return measure === "firstDecisionMs" || measure === "warmNs";
  return !(subject === "empty" && measure === "warmNs");
}

function formatRatio(ratio: ReturnType<typeof summarizeRatio>): string {
  return formatSpread(ratio, (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(2)));
}

function writeSizes(results: Results): string {
  const { sizes } = results;
  const row = (title: string, size: Size): string[] => [
    title,
    ...[size.rawBytes, size.gzipBytes, size.brotliBytes].map((bytes) => bytes.toLocaleString("en")),
  ];
  return formatTable(
    ["bytes", "raw", "gzip", "brotli"],
    [
      row("Snapwall, module", sizes.snapshot),
      ...(sizes.everything ? [row("Snapwall, module with everything", sizes.everything)] : []),
      row("Snapwall, module before the snapshot", sizes.compiler),
      row("Arcjet, core module", sizes.arcjetModule),
      row("Snapwall, whole Worker", sizes.bundle),
      row("Arcjet, whole Worker", sizes.arcjetBundle),
    ],
  );
}

function writeMemory(results: Results): string {
  const rows = Object.entries(results.memory).flatMap(([runtime, readings]) =>
    Object.entries(readings).map(([subject, reading]) => [
      subjectNames[subject as SubjectName],
      runtime,
      reading.requests.toLocaleString("en"),
      `${reading.beforeBytes / 1024} KiB`,
      `${reading.afterBytes / 1024} KiB`,
    ]),
  );
  return formatTable(["", "runtime", "requests", "after the first", "after the last"], rows);
}
