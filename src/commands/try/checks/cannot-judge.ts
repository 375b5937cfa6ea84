import { isUnknownAction } from '@speculate-dev/embedded-github'
import { oneLine } from '../../../messages/foreign/foreign-text.ts'
import { CommandError } from '../../command-error.ts'

/** Why a check does not judge here. */
export interface Obstacle {
  readonly check: string
  /** Undefined for a command of the command line. */
  readonly file: string | undefined
  readonly line: number | undefined
  readonly reason: string
}

export interface NoVerdict {
  readonly because: string
  readonly obstacles: readonly Obstacle[]
  /** Commands of the repository's workflows that could judge instead. */
  readonly offers: readonly string[]
  /** What the repository's files suggest, where its workflows run no command. */
  readonly example?: string
  /** What to do, where the advice is not to name another command. */
  readonly instead?: readonly string[]
}

/** Nothing could tell a good candidate from a bad one, so that no agent is started. */
export class CannotJudge extends CommandError {
  readonly report: NoVerdict

  constructor(report: NoVerdict) {
    super(textOf(report))
    this.name = 'CannotJudge'
    this.report = report
  }
}

/** `file:line: check: why`, one each; what several checks share is said once. Then what to do about actions that are not known. */
export function obstacleLines(obstacles: readonly Obstacle[]): string[] {
  return [...linesOf(obstacles), ...(obstacles.some(({ reason }) => isUnknownAction(reason)) ? [ALLOW] : [])]
}

const ALLOW =
  '  (an action that lies in ~/.cache/speculate/actions/OWNER/NAME@REF runs with --allow-actions; nothing is downloaded)'

function linesOf(obstacles: readonly Obstacle[]): string[] {
  const groups = Map.groupBy(obstacles, ({ file, line, reason }) => JSON.stringify([file, line, reason]))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const place = first.file === undefined ? '' : `${first.file}:${first.line ?? 1}: `
    const checks = [...new Set(group.map(({ check }) => oneLine(check)))].join(', ')
    // Of a file that cannot be read nobody knows the checks: it stands for them.
    const who = checks === first.file ? '' : `${checks}: `
    return [`  ${place}${who}${oneLine(first.reason)}`]
  })
}

function textOf(report: NoVerdict): string {
  const { because, obstacles, instead = commandsFor(report) } = report
  const lines = obstacleLines(obstacles)
  return [`${because}${lines.length > 0 ? ':' : '.'}`, ...lines, ...instead].join('\n')
}

function commandsFor({ offers, example = 'npm test' }: NoVerdict): readonly string[] {
  if (offers.length === 0) return [`Name a command that must succeed: --verify "${example}"`]
  return [
    'Name what must succeed. The workflows run these:',
    ...offers.map((offer) => `  --verify ${quoted(offer)}`),
  ]
}

/** The command as it can be typed. */
function quoted(command: string): string {
  return /[$`"\\!]/.test(command) ? `'${command.replaceAll("'", "'\\''")}'` : `"${command}"`
}
