/** Ends the command with one sentence and an exit code: 2 for wrong usage, 1 for anything else. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exitCode: number

  constructor(message: string, exitCode = 2) {
    super(message)
    this.exitCode = exitCode
  }
}
