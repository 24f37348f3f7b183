import { watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors write a file in several steps. */
const quietMs = 100;

/**
 * Runs `action` now and whenever the file changes, one run at a time, until the signal aborts. A
 * change during a run triggers another run after it.
 *
 * Watches the folder rather than the file, because many editors replace the file, and the watcher
 * would stay attached to the old one.
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
    // If the platform does not report the file name, every change in the folder counts.
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
