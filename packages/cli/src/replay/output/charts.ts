import { formatCount } from "../../format-count.ts";
import type { TimelineReport } from "../tally/timeline.ts";
import { formatDuration } from "./format-number.ts";
import { type Html, html } from "./html.ts";

const WIDTH = 960;
const HEIGHT = 200;
const AXIS = 24;

/** Draws requests over time as columns, with the denied part at the bottom. */
export function drawTimeline({ buckets, bucketMs }: TimelineReport): Html {
  const most = Math.max(1, ...buckets.map(({ requests }) => requests));
  const step = WIDTH / buckets.length;
  const scale = (HEIGHT - AXIS) / most;
  const columns = buckets.map(({ start, requests, denied }, index) => {
    const x = (index * step).toFixed(1);
    const width = Math.max(0.5, step - Math.min(2, step / 4)).toFixed(1);
    const allowed = requests - denied;
    const foot = HEIGHT - AXIS;
    const title = `${formatTime(start)}: ${formatCount(requests)} requests, ${formatCount(denied)} denied`;
    return html`<g><title>${title}</title>
<rect class="allowed" x="${x}" width="${width}" y="${(foot - requests * scale).toFixed(1)}" height="${(allowed * scale).toFixed(1)}"/>
<rect class="denied" x="${x}" width="${width}" y="${(foot - denied * scale).toFixed(1)}" height="${(denied * scale).toFixed(1)}"/></g>`;
  });
  const first = formatTime(buckets[0]?.start ?? "");
  const last = formatTime(buckets.at(-1)?.start ?? "");
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Requests over time">
${columns}
<text x="0" y="${HEIGHT - 6}">${first}</text>
<text x="${WIDTH}" y="${HEIGHT - 6}" text-anchor="end">${last}</text>
</svg>
<p class="legend"><i class="denied"></i> denied <i class="allowed"></i> let in; a column is ${formatDuration(bucketMs)}, the highest ${formatCount(most)} requests; times are UTC</p>`;
}

/** Draws a bar whose width is `share`, from 0 to 1, of its cell. */
export function drawBar(share: number): Html {
  const percent = (Math.min(1, Math.max(0, share)) * 100).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="denied" width="${percent}" height="8"/></svg>`;
}

function formatTime(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}
