/** Shows the current step of a bake on a terminal; prints nothing elsewhere. */
export interface Progress {
  /** Shows the current step. */
  show(doing: string): void;
  /** Clears the line. */
  clear(): void;
}

const eraseLine = "\r\u001b[K";

/** Shows progress in one line of standard error, which later output overwrites. */
export function openProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: (doing) => stream.write(`${eraseLine}baking: ${doing} …`),
    clear: () => stream.write(eraseLine),
  };
}

/** The step that comes next, by the name of the completed step. */
export const nextStep: Readonly<Record<string, string>> = {
  start: "snapshot (Wizer)",
  scrub: "optimise (wasm-opt)",
  optimise: "trim and repack",
};
