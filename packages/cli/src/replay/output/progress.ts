import cliProgress from "cli-progress";

/** Shows how far the reading has come. */
export interface Progress {
  advance(bytes: number): void;
  stop(): void;
}

const MIB = 2 ** 20;

/**
 * Draws a bar on standard error when that is a terminal, else nothing. It shows nothing but numbers:
 * a log's name may hold what drives a terminal.
 *
 * @param sizes of the logs in bytes; with one that is not known there is no bar to fill, and none is
 * drawn
 */
export function startProgress(sizes: readonly (number | undefined)[]): Progress {
  const total = sizes.reduce<number>((sum, size) => sum + (size ?? Number.NaN), 0);
  if (!process.stderr.isTTY || Number.isNaN(total) || total === 0) {
    return { advance: () => {}, stop: () => {} };
  }
  const bar = new cliProgress.SingleBar(
    {
      format: "{bar} {percentage} % of {mebibytes} MiB, {eta_formatted} left",
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 100,
    },
    cliProgress.Presets.shades_grey,
  );
  bar.start(total, 0, { mebibytes: (total / MIB).toFixed(1) });
  return { advance: (bytes) => bar.increment(bytes), stop: () => bar.stop() };
}
