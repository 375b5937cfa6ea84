import { readFile } from 'node:fs/promises'
import { parseEvidence } from '../../config/parse-evidence.ts'
import { parseSettings } from '../../config/repository.ts'
import type { EvidenceDocument } from '../../domain/judgement/candidate-evidence.ts'
import type { PolicyName } from '../../domain/settings/policy-settings.ts'
import type { Settings } from '../../domain/settings.ts'
import { oneLine } from '../../messages/foreign/foreign-text.ts'
import { problemLines } from '../../messages/terminal/problem-lines.ts'
import { renderSeedTable } from '../../messages/terminal/terminal-table.ts'
import { policyNotes } from '../../stages/policies/policy-text.ts'
import { scoreEvidence } from '../../stages/policies/score-evidence.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { readStandardInput } from '../standard-input.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { scoreboardDocument } from './scoreboard-document.ts'

export interface ScoreOptions {
  /** Without one, the policy of the configuration. */
  readonly policy?: PolicyName
  readonly config?: string
  readonly table?: boolean
}

/**
 * Scores the evidence on standard input and prints the scoreboard. Answers 0 when one candidate is promoted and 1 when a human is
 * asked. Throws `CommandError` for evidence or configuration with mistakes.
 */
export async function scoreInput(options: ScoreOptions, signal: AbortSignal): Promise<ExitCode> {
  const settings = await readSettings(options)
  const evidence = readEvidence(await readStandardInput(EVIDENCE, signal))
  const decided = scoreEvidence(evidence, settings)
  const text = options.table
    ? renderSeedTable(decided.scoreboard, { ...terminalOf(process.stdout), notes: policyNotes })
    : `${JSON.stringify(scoreboardDocument(decided), null, 2)}\n`
  process.stdout.write(text)
  return decided.decision.kind === 'promote' ? 0 : 1
}

const EVIDENCE = { what: 'the evidence', how: 'speculate score < evidence.json' }

async function readSettings({ policy, config }: ScoreOptions): Promise<Settings> {
  const text = config === undefined ? undefined : await readConfig(config)
  const parsed = parseSettings(text)
  if (!parsed.ok) {
    const problems = parsed.problems.map((problem) => ({ ...problem, file: config ?? problem.file }))
    throw new CommandError(`the configuration has mistakes:\n${problemLines(problems)}`)
  }
  const settings = parsed.value
  return policy === undefined ? settings : { ...settings, policy: { ...settings.policy, name: policy } }
}

async function readConfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new CommandError(
      `the configuration ${file} cannot be read: ${whyUnreadable(error)}. Name a file: --config .github/speculate.yml`,
    )
  }
}

function readEvidence(text: string): EvidenceDocument {
  const parsed = parseEvidence(text)
  if (parsed.ok) return parsed.value
  const lines = parsed.problems.map(
    ({ message, nearest }) =>
      `  ${oneLine(message)}${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
  )
  throw new CommandError(
    `the evidence has mistakes:\n${lines.join('\n')}\n\`speculate schema evidence\` prints what it may hold.`,
  )
}
