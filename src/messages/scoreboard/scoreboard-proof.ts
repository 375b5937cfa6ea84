import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { checkUrl } from '../checks/check-url.ts'
import { fullStop, sentence, tableCell } from '../foreign/foreign-text.ts'
import { count } from '../numbers.ts'
import { proofGrid, proofSentence } from '../proof/proof-grid.ts'

/** The lines of a small table, headings first; none where nothing was run. */
export function proofTable({ proof }: Scoreboard, repositoryUrl: string | undefined): string[] {
  if (proof?.kind !== 'checked') return []
  const { heading, lines, more } = proofGrid(proof, (word, url) => {
    const page = checkUrl({ url }, repositoryUrl)
    return page === undefined ? word : `[${word}](${page})`
  })
  const row = (cells: readonly string[]) => `| ${cells.map(tableCell).join(' | ')} |`
  const rest = more > 0 ? [row([count(more, 'more test'), ...heading.slice(1).map(() => '')])] : []
  return [row(heading), row(heading.map(() => '---')), ...lines.map(row), ...rest]
}

/** Finished Markdown; empty where no proof was asked for. */
export function proofText(scoreboard: Scoreboard, maxLength: number): string {
  const said = proofSentence(scoreboard)
  if (said === undefined) return ''
  const how = scoreboard.proof?.kind === 'checked' ? 'Run on the base and on each other' : 'Tests'
  return `**${how}.** ${fullStop(sentence(said, maxLength))}`
}
