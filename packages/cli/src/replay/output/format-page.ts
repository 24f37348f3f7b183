import { formatCount } from "../../format-count.ts";
import type { ReplayReport } from "../tally/report.ts";
import { drawBar, drawTimeline } from "./charts.ts";
import { describeLogs, describeNotes } from "./describe-report.ts";
import { formatMaxError, formatShare } from "./format-number.ts";
import { Html, html } from "./html.ts";
import { PAGE_STYLE } from "./page-style.ts";

/** No scripts, requests or frames: even text mistaken for HTML could do nothing. */
const CONTENT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Formats the report as a self-contained HTML page. */
export function formatPage(report: ReplayReport): string {
  const { requests, denied, reported, timeline, paths, examples } = report;
  const was200 = report.statuses.filter(({ status }) => status >= 200 && status < 300);
  const succeeded = was200.reduce((sum, status) => sum + status.denied, 0);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width">
<title>Snapwall replay</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<h1>What the policy would have denied</h1>
${describeLogs(report).map((log) => html`<p class="dim">${log}</p>`)}
<div class="cards">
<div><b>${formatCount(requests)}</b>requests judged</div>
<div class="hot"><b>${formatCount(denied)}</b>denied, ${formatShare(denied, requests)}</div>
<div><b>${formatCount(succeeded)}</b>of them answered with 2xx then</div>
<div><b>${formatCount(reported)}</b>more in report mode</div>
</div>
${list(describeNotes(report).map((note) => html`${note}`))}
${timeline === null ? html`` : section("Over time", drawTimeline(timeline))}
<div class="columns">
${countTable(
  "Rules",
  ["rule"],
  requests,
  report.rules.map((row) => ({ texts: [row.rule], denied: row.denied })),
)}
${countTable(
  "Categories",
  ["category"],
  requests,
  report.categories.map((row) => ({ texts: [row.category], denied: row.denied })),
)}
</div>
${countTable(
  "Reasons",
  ["reason", "rule", "category"],
  requests,
  report.reasons.map((row) => ({
    texts: [row.id, row.rule, row.category ?? ""],
    denied: row.denied,
  })),
)}
${countTable(
  "Paths",
  ["path"],
  requests,
  paths.items.map((row) => ({ texts: [row.path], denied: row.denied })),
  paths.maxError,
)}
${statusTable(report)}
${exampleTable(report, examples.maxError)}
${unreadableList(report)}
<p class="dim">Texts from the logs are cut short; query strings and addresses are left out. Policy ${report.policy.hash ?? "of no hash"}.</p>
</body>
</html>
`;
  return page.text;
}

interface CountRow {
  readonly texts: readonly string[];
  readonly denied: number;
}

function countTable(
  title: string,
  head: readonly string[],
  requests: number,
  rows: readonly CountRow[],
  maxError = 0,
): Html {
  if (rows.length === 0) return html``;
  const most = Math.max(1, ...rows.map(({ denied }) => denied));
  const body = rows.map(({ texts, denied }) => {
    const cells = texts.map((text) => html`<td><code>${text}</code></td>`);
    return html`<tr>${cells}<td class="number">${formatCount(denied)}</td><td class="number">${formatShare(denied, requests)}</td><td class="wide">${drawBar(denied / most)}</td></tr>`;
  });
  return section(
    title,
    html`<table><thead><tr>${head.map((name) => html`<th>${name}</th>`)}<th class="number">denied</th><th class="number">share</th><th></th></tr></thead>
<tbody>${body}</tbody></table>
${describeError(maxError)}`,
  );
}

function statusTable({ statuses }: ReplayReport): Html {
  if (statuses.every(({ status }) => status === 0)) return html``;
  const rows = statuses.map(({ status, requests, denied }) => {
    const share = requests === 0 ? 0 : denied / requests;
    return html`<tr><td>${status === 0 ? "not logged" : status}</td><td class="number">${formatCount(requests)}</td><td class="number">${formatCount(denied)}</td><td class="number">${formatShare(denied, requests)}</td><td class="wide">${drawBar(share)}</td></tr>`;
  });
  return section(
    "What the server answered then",
    html`<table><thead><tr><th>status</th><th class="number">requests</th><th class="number">now denied</th><th class="number">share</th><th></th></tr></thead>
<tbody>${rows}</tbody></table>`,
  );
}

function exampleTable({ examples }: ReplayReport, maxError: number): Html {
  if (examples.items.length === 0) return html``;
  const rows = examples.items.map(({ count, id, method, path, userAgent }) => {
    return html`<tr><td class="number">${formatCount(count)}</td><td><code>${id}</code></td><td><code>${method} ${path}</code><br><code class="dim">${userAgent || "(no User-Agent)"}</code></td></tr>`;
  });
  return section(
    "Denied most often",
    html`<table><thead><tr><th class="number">requests</th><th>reason</th><th>the first of them</th></tr></thead>
<tbody>${rows}</tbody></table>
${describeError(maxError)}`,
  );
}

function unreadableList({ unreadable }: ReplayReport): Html {
  if (unreadable.length === 0) return html``;
  const items = unreadable.map(({ log, line, why }) => html`<code>${log}:${line}: ${why}</code>`);
  return section("Lines that could not be read, the first ones", list(items));
}

function describeError(maxError: number): Html {
  return maxError === 0 ? html`` : html`<p class="dim">${formatMaxError(maxError)}</p>`;
}

function section(title: string, content: Html): Html {
  return html`<section><h2>${title}</h2>
${content}</section>`;
}

function list(items: readonly Html[]): Html {
  return items.length === 0
    ? html``
    : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
