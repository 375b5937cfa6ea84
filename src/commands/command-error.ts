/** 0 is success. 1: it ran, and the outcome was not the wanted one. 2: it could not run as asked. 130: interrupted. */
export type ExitCode = 0 | 1 | 2 | 130

/** A failure that the person at the terminal can do something about: what is wrong, and what to do next. */
export class CommandError extends Error {
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode = 2) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}
