/** Tells on a terminal what a bake is at; says nothing elsewhere. */
export interface Progress {
  /** Shows what is being done now. */
  show(doing: string): void;
  /** Leaves the line empty. */
  clear(): void;
}

const eraseLine = "\r\u001b[K";

/** Shows progress in one line of standard error, which output after it replaces. */
export function openProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: (doing) => stream.write(`${eraseLine}baking: ${doing} …`),
    clear: () => stream.write(eraseLine),
  };
}

/** What follows a step, by the name of the step that is done. */
export const nextStep: Readonly<Record<string, string>> = {
  start: "snapshot (Wizer)",
  scrub: "optimise (wasm-opt)",
  optimise: "trim and repack",
};
