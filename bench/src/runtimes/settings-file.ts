import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuiltSubject } from "../bundle.ts";
import type { ProbeSettings } from "../probe/probe.ts";

/** Writes settings to a file for a process, because they are too long for an argument. */
export function writeSettings(subject: BuiltSubject, settings: ProbeSettings): string {
  const path = join(subject.folder, "settings.json");
  writeFileSync(path, JSON.stringify(settings));
  return path;
}
