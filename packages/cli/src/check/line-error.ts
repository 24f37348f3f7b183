/** Describes what is wrong with one line of input. The line is answered with the message. */
export class LineError extends Error {
  override readonly name = "LineError";
}
