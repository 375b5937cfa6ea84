import { grammarOf } from '../../../src/adapters/analysis/complexity/grammar.ts'
import '../../../src/adapters/github/checks/read-job-log.ts'

/** What is read from disk once in a process, in time that really goes by. */
export async function readFirst(): Promise<void> {
  await grammarOf('bash')
}
