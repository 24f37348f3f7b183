/**
 * Says why a command cannot be carried out. The message is for the user; no stack trace is shown.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** 1: the input is bad. 2: the invocation is (usage, an unreadable file, a policy). */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2, options?: { cause?: unknown }) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
