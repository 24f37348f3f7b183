import type { BakeStep } from "../../packages/cli/src/bake/index.ts";
import { describeModule } from "../../packages/cli/src/binary/index.ts";
import { measure } from "./manifest.ts";

const started = performance.now();

/** Prints a line with the seconds elapsed since the start. */
export function say(message: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${seconds.padStart(6)} s  ${message}`);
}

/** A module as one step of the build left it. */
export type Step = Pick<BakeStep, "name" | "module">;

/** Prints a table of the module's size after each step. */
export function printSizes(steps: readonly Step[]): void {
  const rows = steps.map(({ name, module }) => {
    const { raw, gzip, brotli } = measure(module);
    const { functions, data } = describeModule(module);
    return [name, raw, gzip, brotli, functions.count, data.bytes, data.segments].map(String);
  });
  const head = ["step", "raw", "gzip", "brotli", "functions", "data", "segments"];
  const widths = head.map((title, column) => {
    return Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0));
  });
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `  ${padded.join("  ")}`;
  };
  console.log(`\n${[head, ...rows].map(line).join("\n")}\n`);
}
