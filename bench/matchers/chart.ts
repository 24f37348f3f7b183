import { formatTime } from "../src/format.ts";
import { median } from "../src/statistics.ts";
import { type MatcherResults, pickSamples } from "./results.ts";
import { subjects } from "./subjects.ts";

interface Point {
  readonly title: string;
  readonly isOurs: boolean;
  readonly kib: number;
  readonly ms: number;
}

const panel = { width: 400, height: 330, top: 90, left: 70, gap: 110 };

const powers = (values: readonly number[]): [low: number, high: number] => [
  Math.floor(Math.log10(Math.min(...values))),
  Math.ceil(Math.log10(Math.max(...values))),
];

const steps = ([low, high]: readonly [number, number]): number[] =>
  Array.from({ length: high - low + 1 }, (_, step) => low + step);

/** Draws table size (x) against time (y), both logarithmic; the lower left corner is best. */
function drawPanel(heading: string, index: number, points: readonly Point[]): string {
  const left = panel.left + index * (panel.width + panel.gap);
  const bottom = panel.top + panel.height;
  const xs = powers(points.map(({ kib }) => kib));
  const ys = powers(points.map(({ ms }) => ms));
  const x = (power: number) => left + ((power - xs[0]) / (xs[1] - xs[0])) * panel.width;
  const y = (power: number) => bottom - ((power - ys[0]) / (ys[1] - ys[0])) * panel.height;
  const columns = steps(xs).map(
    (
      power,
    ) => `<line class="grid" x1="${x(power)}" x2="${x(power)}" y1="${panel.top}" y2="${bottom}"/>
<text class="tick" text-anchor="middle" x="${x(power)}" y="${bottom + 20}">${10 ** power} KiB</text>`,
  );
  const rows = steps(ys).map((power) => {
    const label = formatTime(10 ** power).replace(/\.0+(?= )/, "");
    return `<line class="grid" x1="${left}" x2="${left + panel.width}" y1="${y(power)}" y2="${y(power)}"/>
<text class="tick" text-anchor="end" x="${left - 8}" y="${y(power) + 4}">${label}</text>`;
  });
  // Labels are spaced apart, because those of similar matchers would overlap.
  let free = Number.NEGATIVE_INFINITY;
  const placed = [...points]
    .sort((a, b) => b.ms - a.ms)
    .map((point) => {
      const at = { x: x(Math.log10(point.kib)), y: y(Math.log10(point.ms)) };
      free = Math.max(free + 15, at.y + 4);
      return { ...point, at, label: free };
    });
  const dots = placed.map(({ title, isOurs, at, label }) => {
    const toTheLeft = at.x > left + panel.width * 0.6;
    const anchor = toTheLeft ? "end" : "start";
    return `<circle cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="${isOurs ? 7 : 5}" fill="${isOurs ? "#e4572e" : "#3d5a80"}"/>
<text class="${isOurs ? "ours" : "name"}" text-anchor="${anchor}" x="${(at.x + (toTheLeft ? -11 : 11)).toFixed(1)}" y="${label.toFixed(1)}">${title}</text>`;
  });
  return `<text class="panel" x="${left}" y="${panel.top - 14}">${heading}</text>
${[...columns, ...rows, ...dots].join("\n")}`;
}

/** Draws table size against time, at a cold start and warm. */
export function drawMatchers({ subjects: measured }: MatcherResults): string {
  const points = (toMs: (name: (typeof subjects)[number]["name"]) => number): Point[] =>
    subjects.map(({ name, title }, index) => {
      return { title, isOurs: index === 0, kib: measured[name].tableBytes / 1024, ms: toMs(name) };
    });
  const first = points((name) => median(pickSamples(measured[name], "firstMatchMs")));
  const warm = points((name) => median(pickSamples(measured[name], "browserNs")) / 1e6);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 470" role="img" aria-labelledby="title">
<title id="title">Matchers: bytes of tables against time to the first match and for a warm browser</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #1f2933; }
.heading { font-size: 17px; font-weight: 600; }
.panel, .ours { font-weight: 600; }
.tick { fill: #52606d; }
.grid { stroke: #e4e7eb; }
</style>
<rect width="100%" height="100%" rx="8" fill="#fff"/>
<text class="heading" x="24" y="34">The same patterns, by kind of matcher: tables → time, lower left is best</text>
${drawPanel("module → first match, fresh process", 0, first)}
${drawPanel("one browser's User-Agent, warm", 1, warm)}
</svg>
`;
}
