import { createProgress } from './shown/progress.ts'
import { terminalOf } from './shown/terminal.ts'

/** Prints a first line before the slow modules are loaded. */
export function begin(text: string, { json = false }: { readonly json?: boolean }): void {
  createProgress(terminalOf(json ? process.stderr : process.stdout)).note(text)
}
