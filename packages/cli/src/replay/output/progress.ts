import cliProgress from "cli-progress";

/** Shows how much has been read. */
export interface Progress {
  advance(bytes: number): void;
  stop(): void;
}

const MIB = 2 ** 20;

/**
 * Draws a bar on standard error if that is a terminal. Shows only numbers, because a log's name may
 * contain terminal control sequences.
 *
 * @param sizes of the logs in bytes; no bar is drawn if any is unknown
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
