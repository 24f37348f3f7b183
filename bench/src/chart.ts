import { formatTime } from "./format.ts";
import {
  listSubjects,
  pickSamples,
  type Results,
  type RuntimeName,
  type SubjectName,
  subjectNames,
} from "./results.ts";
import { summarize } from "./statistics.ts";

const width = 860;
const plot = { left: 190, right: 740, top: 84, row: 26, gap: 34 };
const colours: Record<SubjectName, string> = {
  empty: "#9aa4b2",
  snapwall: "#e4572e",
  "snapwall-plain": "#ec8a6b",
  "snapwall-everything": "#b03a1e",
  "snapwall-unsnapshotted": "#f3a183",
  arcjet: "#3d5a80",
  "arcjet-request": "#6f8fb8",
  isbot: "#98c1d9",
};

/**
 * Draws the time from module to first decision for every subject in every runtime: bars on a
 * logarithmic scale, with a line over the middle half of the samples.
 */
export function drawColdStart(results: Results): string {
  const runtimes = Object.keys(results.samples) as RuntimeName[];
  const subjects = listSubjects(results);
  const summaries = runtimes.map((runtime) =>
    subjects.map((subject) => summarize(pickSamples(results, runtime, subject, "firstDecisionMs"))),
  );
  const all = summaries.flat();
  const low = Math.floor(Math.log10(Math.min(...all.map((summary) => summary.q1))));
  const high = Math.ceil(Math.log10(Math.max(...all.map((summary) => summary.q3))));
  const x = (milliseconds: number): number => {
    const share = (Math.log10(milliseconds) - low) / (high - low);
    return plot.left + Math.max(0, share) * (plot.right - plot.left);
  };
  const groupHeight = subjects.length * plot.row + plot.gap;
  const bottom = plot.top + runtimes.length * groupHeight;

  const grid = Array.from({ length: high - low + 1 }, (_, step) => {
    const at = x(10 ** (low + step));
    return `<line class="grid" x1="${at}" x2="${at}" y1="${plot.top - 8}" y2="${bottom - plot.gap + 8}"/>
<text class="tick" x="${at}" y="${bottom - plot.gap + 26}">${formatTime(10 ** (low + step)).replace(/\.0+(?= )/, "")}</text>`;
  });
  const bars = runtimes.flatMap((runtime, group) => {
    const top = plot.top + group * groupHeight;
    return [
      `<text class="runtime" x="24" y="${top + (subjects.length * plot.row) / 2}">${runtime}</text>`,
      ...subjects.map((subject, row) => {
        const summary = summaries[group]?.[row] as (typeof all)[number];
        const y = top + row * plot.row;
        const end = Math.max(x(summary.median), plot.left + 1);
        return `<text class="name" x="${plot.left - 8}" y="${y + 15}">${subjectNames[subject].replace("Snapwall, ", "")}</text>
<rect x="${plot.left}" y="${y + 2}" width="${(end - plot.left).toFixed(1)}" height="17" rx="2" fill="${colours[subject]}"/>
<line class="spread" x1="${x(summary.q1).toFixed(1)}" x2="${x(summary.q3).toFixed(1)}" y1="${y + 10.5}" y2="${y + 10.5}"/>
<text class="value" x="${(Math.max(end, x(summary.q3)) + 8).toFixed(1)}" y="${y + 15}">${formatTime(summary.median)}</text>`;
      }),
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 20}" role="img" aria-labelledby="title">
<title id="title">Time from a compiled module to the first bot decision in a fresh process</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2933; }
.heading { font-size: 17px; font-weight: 600; }
.note, .tick { fill: #52606d; font-size: 12px; }
.tick { text-anchor: middle; }
.name { text-anchor: end; }
.runtime, .value { font-weight: 600; }
.grid { stroke: #e4e7eb; }
.spread { stroke: #1f2933; stroke-width: 2; }
</style>
<rect width="100%" height="100%" rx="8" fill="#fff"/>
<text class="heading" x="24" y="34">Cold start: compiled module → first bot decision, in a fresh process</text>
<text class="note" x="24" y="56">Median of ${results.rounds} processes each, line: middle half. Logarithmic: every step is ten times as long.</text>
${grid.join("\n")}
${bars.join("\n")}
</svg>
`;
}
