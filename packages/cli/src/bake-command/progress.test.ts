import { expect, test } from "vitest";
import { openProgress } from "./progress.ts";

function showOn(isTTY: boolean): string {
  let written = "";
  const stream = { isTTY, write: (text: string) => (written += text) };
  const progress = openProgress(stream as unknown as NodeJS.WriteStream);
  progress.show("snapshot");
  progress.clear();
  return written;
}

test("a terminal has one line that is replaced and at the end empty", () => {
  expect(showOn(true)).toBe("\r\u001b[Kbaking: snapshot …\r\u001b[K");
});

test("what is no terminal gets nothing", () => {
  expect(showOn(false)).toBe("");
});
