/**
 * Says why a command cannot do what it was asked to. The message is for the person who typed it;
 * no stack is shown.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** 1: what was asked about is bad. 2: the asking was (usage, an unreadable file, a policy). */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2, options?: { cause?: unknown }) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
