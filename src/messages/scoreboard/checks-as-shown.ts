import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

export interface ShownChecks {
  /** "1 passed, 1 running", as Markdown. */
  readonly checks: string
  readonly pullRequest: number | undefined
}

/** What a scoreboard that was written says of the checks of a candidate; undefined while there is nothing to say of them. */
export function checksAsShown(scoreboard: string, candidate: CandidateId): ShownChecks | undefined {
  const table = scoreboard.split('\n').filter((line) => line.startsWith('| '))
  const column = cellsOf(table[0]).indexOf('Checks')
  const row = table.map(cellsOf).find(([, cell = '']) => cell.startsWith(`${codeSpan(candidate, 40)} `))
  const checks = row?.[column] ?? ''
  // Else it says what its candidate waits for.
  if (!/^[✓✗\d]/.test(checks)) return undefined
  const pullRequest = /^[^<]* · #(\d+)<br>/.exec(row?.[1] ?? '')?.[1]
  return { checks, pullRequest: pullRequest === undefined ? undefined : Number(pullRequest) }
}

/** No cell has a bar of its own: `tableCell` writes another sign. */
function cellsOf(line = ''): readonly string[] {
  return line.slice(2, -2).split(' | ')
}
