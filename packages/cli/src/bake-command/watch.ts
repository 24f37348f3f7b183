import { watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors write a file in several goes. */
const quietMs = 100;

/**
 * Runs `action` now and whenever the file changes, one run at a time, until the signal says stop. A
 * change during a run starts another after it.
 *
 * The folder is watched, not the file: many editors replace a file, and a watch would stay with the
 * one that is gone.
 */
export async function runOnChange(
  file: string,
  action: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let wake = () => {};
  let changed = false;
  const watcher = watch(dirname(file), (_event, name) => {
    // Where the platform does not name the file, every change in the folder counts.
    if (name !== null && name !== basename(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, quietMs);
  });
  const stop = () => {
    clearTimeout(timer);
    watcher.close();
    wake();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    while (!signal?.aborted) {
      changed = false;
      await action();
      if (changed || signal?.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stop();
  }
}
