import type { Redactor, TextFinding } from "./redactor.ts";
import { replaceFindings } from "./redactor.ts";

/**
 * Replaces findings in a value as its document writes it; everything else keeps its encoding.
 *
 * @param findings Findings in the decoded value.
 * @param placesOf For each code unit of the value, its offset in the encoded text, then that text's
 * length.
 */
export function replaceEncoded(
  redactor: Redactor,
  encoded: string,
  value: string,
  findings: readonly TextFinding[],
  placesOf: (encoded: string) => readonly number[],
  encode: (text: string) => string,
): string {
  if (findings.length === 0) return encoded;
  const places = encoded === value ? undefined : placesOf(encoded);
  const place = (index: number) => places?.[index] ?? index;
  const original = new Map<TextFinding, TextFinding>();
  const moved = findings.map((finding) => {
    const there = { ...finding, start: place(finding.start), end: place(finding.end) };
    original.set(there, finding);
    return there;
  });
  return replaceFindings(encoded, moved, (finding) => {
    const { start, end } = original.get(finding) as TextFinding;
    return encode(redactor.replace(finding, value.slice(start, end)));
  });
}
