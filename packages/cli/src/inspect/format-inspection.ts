import { alignTable } from "../align-table.ts";
import { formatCount } from "../format-count.ts";
import type { Inspection } from "./inspect-module.ts";

/** Emphasises a heading: bold on a terminal, plain elsewhere. */
export type Emphasis = (text: string) => string;

const formatBytes = (bytes: number) => `${formatCount(bytes)} bytes`;
const list = (names: readonly string[]) => (names.length === 0 ? "none" : names.join(", "));

/**
 * Formats an inspection for reading: facts by name, then a table of sections, then the policy.
 *
 * @param names whether to list the bots' ids too, by category
 */
export function formatInspection(
  inspection: Inspection,
  emphasize: Emphasis,
  names = false,
): string {
  const facts = listFacts(inspection);
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, fact]) => `${emphasize(name.padEnd(width))}  ${fact}`);
  const { policy } = inspection.description;
  return [
    ...lines,
    "",
    ...formatSections(inspection, emphasize),
    ...(names ? formatNames(inspection, emphasize) : []),
    ...(policy === undefined ? [] : ["", emphasize("policy"), JSON.stringify(policy, null, 2)]),
    "",
  ].join("\n");
}

function formatNames({ description }: Inspection, emphasize: Emphasis): string[] {
  return Object.entries(description.bots ?? {}).flatMap(([category, ids]) => {
    return ["", emphasize(`category:${category}`), ...ids];
  });
}

function listFacts(inspection: Inspection): [name: string, fact: string][] {
  const { description, bytes, data, functions } = inspection;
  const { raw, gzip, brotli } = bytes;
  return [
    ["abi", String(description.abi ?? "not stated")],
    ["policy hash", description.policyHash ?? "not stated"],
    ["rules", list(description.rules ?? [])],
    ["bots", formatBots(inspection)],
    ["fingerprint", list(description.policy?.fingerprint?.characteristics ?? [])],
    ...formatProvenance(description.provenance),
    ["size", `${formatBytes(raw)}; gzip ${formatCount(gzip)}, brotli ${formatCount(brotli)}`],
    ["memory", formatMemory(inspection.memoryPages)],
    [
      "data",
      `${formatBytes(data.bytes)} in ${data.segments} segments, on ${data.touchedPages} pages of 4 KiB`,
    ],
    ...formatDeferred(inspection),
    ["code", `${functions.count} functions, ${formatBytes(functions.bytes)}`],
    ["imports", list(inspection.imports)],
    ["exports", list(inspection.exports)],
    ["start", inspection.start ? "runs code when it is instantiated" : "none"],
  ];
}

function formatDeferred({ deferredBytes }: Inspection): [name: string, fact: string][] {
  if (deferredBytes === 0) return [];
  const when = "loaded when a request, an address or a text first needs them";
  return [["deferred tables", `${formatBytes(deferredBytes)}, ${when}`]];
}

function formatBots({ description, botsByCategory }: Inspection): string {
  const total = new Set(Object.values(description.bots ?? {}).flat()).size;
  if (total === 0) return "none";
  const counts = Object.entries(botsByCategory).map(([category, count]) => `${category} ${count}`);
  return `${total}: ${counts.join(", ")}`;
}

function formatProvenance(provenance: unknown): [name: string, fact: string][] {
  if (typeof provenance !== "object" || provenance === null) return [["source", "not stated"]];
  const { sourceHash, tools } = provenance as { sourceHash?: unknown; tools?: unknown };
  const versions = Object.entries(typeof tools === "object" && tools !== null ? tools : {});
  return [
    ["source", String(sourceHash ?? "not stated")],
    ["tools", list(versions.map(([tool, version]) => `${tool} ${version}`))],
  ];
}

function formatMemory({ minimum, maximum }: Inspection["memoryPages"]): string {
  const pages = `${minimum} pages of 64 KiB`;
  if (maximum === minimum) return `${pages}, fixed`;
  return maximum === undefined ? `${pages}, growing` : `${pages}, growing to ${maximum}`;
}

function formatSections({ sections }: Inspection, emphasize: Emphasis): string[] {
  const rows = sections.map(({ name, custom, offset, bytes }) => {
    return [custom ? `"${name}"` : name, formatCount(offset), formatCount(bytes)];
  });
  const [head = "", ...lines] = alignTable([["section", "offset", "bytes"], ...rows]);
  return [emphasize(head), ...lines];
}
