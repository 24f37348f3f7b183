import { rulesSection } from "../../packages/cli/src/bake/contract.ts";
import type { Baked } from "../../packages/cli/src/bake/index.ts";
import { describeModule, readCustomSection } from "../../packages/cli/src/binary/index.ts";

/** The parts of a module, in the order of the bars. */
const kinds = [
  { name: "matcher: code", of: "matcher" },
  { name: "compiler half: code", of: "compiler" },
  { name: "its constants and stack", of: "scratch" },
  { name: "rule data, as text", of: "rules" },
  { name: "tables in memory", of: "tables" },
  { name: "description", of: "description" },
] as const;

type Kind = (typeof kinds)[number]["of"];

interface Stage {
  readonly title: string;
  readonly note: string;
  readonly parts: Readonly<Partial<Record<Kind, number>>>;
}

const number = new Intl.NumberFormat("en-US");
const plot = { left: 200, width: 620, top: 112, row: 62, bar: 26 };

/** Sums up the bytes at each stage of a bake by purpose. */
function listStages(compiler: Uint8Array, baked: Baked): Stage[] {
  const at = (name: string) => describeModule(moduleAfter(baked, name));
  const [before, taken, scrubbed, shipped] = [
    describeModule(compiler),
    at("snapshot"),
    at("scrub"),
    at("describe"),
  ];
  const matcher = shipped.functions.bytes;
  const half = before.functions.bytes - matcher;
  const scratch = taken.data.bytes - scrubbed.data.bytes;
  const rules = readCustomSection(compiler, rulesSection)?.length ?? 0;
  const description = baked.module.length - moduleAfter(baked, "trim and repack").length;
  return [
    {
      title: "compiler module",
      note: "both halves, rule data as text",
      parts: { matcher, compiler: half, scratch: before.data.bytes, rules },
    },
    {
      title: "Wizer",
      note: "runs the compiler half, keeps its memory",
      parts: { matcher, compiler: half, scratch, rules, tables: scrubbed.data.bytes },
    },
    {
      title: "wasm-opt",
      note: `deletes ${before.functions.count - shipped.functions.count} of ${before.functions.count} functions, which nothing calls any more`,
      parts: { matcher, tables: shipped.data.bytes },
    },
    {
      title: "what ships",
      note: "names of bots, for tools and messages",
      parts: { matcher, tables: shipped.data.bytes, description },
    },
  ];
}

function moduleAfter({ steps }: Baked, name: string): Uint8Array {
  const step = steps.find((candidate) => candidate.name === name);
  if (step === undefined) throw new Error(`a bake has no step "${name}"`);
  return step.module;
}

/** Draws how many bytes each stage of a bake keeps and deletes, computed from the modules. */
export function drawSnapshot(compiler: Uint8Array, baked: Baked): string {
  const stages = listStages(compiler, baked);
  const total = (stage: Stage) => Object.values(stage.parts).reduce((sum, bytes) => sum + bytes, 0);
  const scale = plot.width / Math.max(...stages.map(total));
  const rows = stages.map((stage, row) => {
    const y = plot.top + row * plot.row;
    let x = plot.left;
    const parts = kinds.map(({ of, name }) => {
      const bytes = stage.parts[of] ?? 0;
      const width = bytes * scale;
      const rect = `<rect class="${of}" x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${plot.bar}"><title>${name}: ${number.format(bytes)} bytes</title></rect>`;
      x += width;
      return bytes === 0 ? "" : rect;
    });
    return `<text class="stage" x="${plot.left - 14}" y="${y + 18}">${stage.title}</text>
${parts.filter((part) => part !== "").join("\n")}
<text class="total" x="${(x + 8).toFixed(1)}" y="${y + 18}">${number.format(total(stage))}</text>
<text class="note" x="${plot.left}" y="${y + plot.bar + 16}">${stage.note}</text>`;
  });
  const legend = kinds.map(({ of, name }, index) => {
    const [x, y] = [24 + (index % 3) * 210, 56 + Math.floor(index / 3) * 22];
    return `<rect class="${of}" x="${x}" y="${y}" width="14" height="14"/><text x="${x + 22}" y="${y + 12}">${name}</text>`;
  });
  const height = plot.top + stages.length * plot.row + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 ${height}" role="img" aria-labelledby="title">
<title id="title">The default policy on its way into a snapshot: what each step keeps and what it deletes</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2933; }
.heading { font-size: 17px; font-weight: 600; }
.stage { text-anchor: end; font-weight: 600; }
.total { font-weight: 600; }
.note { fill: #52606d; font-size: 12px; }
.paper { fill: #fff; }
.matcher { fill: #e4572e; }
.tables { fill: #f0a202; }
.compiler { fill: #3d5a80; }
.scratch { fill: #98a9c0; }
.rules { fill: #c3ccd8; }
.description { fill: #8d6a9f; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.note { fill: #9da7b1; }
.paper { fill: #0d1117; }
.compiler { fill: #5b84b8; }
.scratch { fill: #6b7b91; }
.rules { fill: #3c4654; }
}
</style>
<rect class="paper" width="100%" height="100%" rx="8"/>
<text class="heading" x="24" y="34">The default policy on its way into a snapshot, in bytes</text>
${legend.join("\n")}
${rows.join("\n")}
</svg>
`;
}
