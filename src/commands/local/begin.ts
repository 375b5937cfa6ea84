import { createProgress } from './progress.ts'
import { terminalOf } from './terminal.ts'

/** Says that something has begun, before what takes its time is loaded. */
export function begin(text: string, { json = false }: { readonly json?: boolean }): void {
  createProgress(terminalOf(json ? process.stderr : process.stdout)).note(text)
}
