import { escapeText } from "./escape-text.ts";
import { detach } from "./frequent-items.ts";
import type { LineCounts, UnreadableLine } from "./report.ts";

/** Maximum number of unreadable lines that are reported. */
const MAX_UNREADABLE = 5;
const MAX_WHY_UNITS = 200;

/** Counts the lines that were not judged. */
export class LineTally {
  readonly unreadable: UnreadableLine[] = [];
  noRequest = 0;
  outsideTime = 0;
  #unreadable = 0;

  /** Counts a line that could not be read, and keeps the first few. */
  addUnreadable(log: string, line: number, why: string): void {
    this.#unreadable++;
    if (this.unreadable.length >= MAX_UNREADABLE) return;
    this.unreadable.push({ log, line, why: detach(escapeText(why, MAX_WHY_UNITS)) });
  }

  /** @param judged number of lines that were judged */
  count(judged: number): LineCounts {
    const { noRequest, outsideTime } = this;
    const unreadable = this.#unreadable;
    const read = judged + noRequest + outsideTime + unreadable;
    return { read, judged, noRequest, outsideTime, unreadable };
  }
}
