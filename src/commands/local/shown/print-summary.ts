import type { Scoreboard } from '../../../domain/judgement/scoreboard.ts'
import { renderTerminalTable } from '../../../messages/terminal/terminal-table.ts'
import { policyNotes } from '../../../stages/policies/policy-text.ts'
import type { Outcome } from '../outcome.ts'
import type { Terminal } from './terminal.ts'

interface Summary {
  readonly outcome: Outcome
  readonly scoreboard: Scoreboard
  readonly terminal: Terminal
  /** One JSON object on standard output instead of the table. */
  readonly json: boolean
  /** The pages stay available. */
  readonly keep: boolean
}

export function printSummary({ outcome, scoreboard, terminal, json, keep }: Summary): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
  else {
    const table = renderTerminalTable(scoreboard, { ...terminal, notes: policyNotes, pagesEnd: !keep })
    terminal.write(`\n${table}${below(outcome, keep)}\n`)
  }
}

/** Addresses only where they stay: without `--keep` the pages close in the same moment. */
function below(outcome: Outcome, keep: boolean): string {
  const { candidates, seconds, phases, requests } = outcome
  const { writing, judging, settling } = phases
  const parts = `writing ${writing.toFixed(1)}, judging ${judging.toFixed(1)}, applying the verdict ${settling.toFixed(1)}`
  return [
    ...(keep ? addresses(outcome) : []),
    ...costs(candidates),
    '',
    `${seconds.toFixed(1)} seconds (${parts}); ${requests} requests to the embedded GitHub`,
    ...(keep ? [] : ['With --keep, the issue and its pull requests stay for you to look at in a browser.']),
  ].join('\n')
}

function addresses({ issue, candidates }: Outcome): string[] {
  const pages = candidates.flatMap(({ id, url, state, draft }) =>
    url === null ? [] : [`  ${url}  ${id}, ${state === 'open' && !draft ? 'ready for review' : state}`],
  )
  return ['', `  ${issue.url}  the issue`, ...pages]
}

/** One line per candidate whose model was counted. */
function costs(candidates: Outcome['candidates']): string[] {
  const lines = candidates.flatMap(({ id, toolchain, seconds, tokens, usd }) => {
    if (tokens === null) return []
    const money = usd === null ? '' : `, $${usd.toFixed(4)}`
    return [
      `  ${id} by ${toolchain}: ${seconds?.toFixed(1) ?? '—'} s, ${tokens.toLocaleString('en')} tokens${money}`,
    ]
  })
  return lines.length === 0 ? [] : ['', ...lines]
}
