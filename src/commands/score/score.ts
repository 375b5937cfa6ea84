import { readFile } from 'node:fs/promises'
import { parseEvidence } from '../../config/parse-evidence.ts'
import { parseSettings } from '../../config/repository.ts'
import type { EvidenceDocument } from '../../domain/judgement/candidate-evidence.ts'
import type { PolicyName } from '../../domain/settings/policy-settings.ts'
import type { Settings } from '../../domain/settings.ts'
import { oneLine } from '../../messages/foreign/foreign-text.ts'
import { renderSeedTable } from '../../messages/terminal/terminal.ts'
import { policyNotes } from '../../stages/policies/policy-text.ts'
import { scoreEvidence } from '../../stages/policies/score-evidence.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { problemLines } from '../try/checks/problem-lines.ts'
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
  const evidence = readEvidence(await readStandardInput(signal))
  const decided = scoreEvidence(evidence, settings)
  const text = options.table
    ? renderSeedTable(decided.scoreboard, { ...terminalOf(process.stdout), notes: policyNotes })
    : `${JSON.stringify(scoreboardDocument(decided), null, 2)}\n`
  process.stdout.write(text)
  return decided.decision.kind === 'promote' ? 0 : 1
}

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

const MAX_CHARACTERS = 5_000_000

async function readStandardInput(signal: AbortSignal): Promise<string> {
  const { stdin } = process
  if (stdin.isTTY) throw new CommandError('the evidence is missing: speculate score < evidence.json')
  signal.addEventListener('abort', () => stdin.destroy(), { once: true })
  let text = ''
  for await (const chunk of stdin.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > MAX_CHARACTERS)
      throw new CommandError(`the evidence is longer than ${MAX_CHARACTERS.toLocaleString('en')} characters`)
  }
  return text
}
