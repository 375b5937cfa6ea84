import { quoted, wrap } from '../foreign/plain-text.ts'
import { count, list } from '../numbers.ts'

/** As `start-up/check` has it. */
interface ShownFinding {
  readonly of: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly next?: string | undefined
}

export interface FindingsPart {
  readonly title: string
  readonly findings: readonly ShownFinding[]
}

const COLORS = { ok: '\u001b[32m', warn: '\u001b[33m', fail: '\u001b[31m' } as const

/** A line for each finding, with what to do below it; and at the end how many there are of each kind. */
export function renderFindings(
  parts: readonly FindingsPart[],
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const lines = parts.flatMap(({ title, findings }) => [
    title,
    '',
    ...saidOnce(findings).flatMap((finding) => findingLines(finding, { color, width })),
    '',
  ])
  return `${[...lines, summary(parts.flatMap(({ findings }) => findings))].join('\n')}\n`
}

/** What there is to do is written out once; where it is the same again, that is said. */
function saidOnce(findings: readonly ShownFinding[]): ShownFinding[] {
  const first = new Map<string, string>()
  return findings.map((finding) => {
    const { of, next } = finding
    if (next === undefined) return finding
    const known = first.get(next)
    if (known === undefined) first.set(next, of)
    return known === undefined || known === of ? finding : { ...finding, next: `As for ${known}.` }
  })
}

const INDENT = ' '.repeat(6)

function findingLines(
  { of, status, says, next }: ShownFinding,
  { color, width }: { color: boolean; width: number },
): string[] {
  const word = status.padEnd(4)
  const sign = color ? `${COLORS[status]}${word}\u001b[0m` : word
  const [first = '', ...rest] = wrap(quoted(`${of}: ${says}`), width - INDENT.length)
  return [
    `${sign}  ${first}`,
    ...rest.map((line) => `${INDENT}${line.trimStart()}`),
    ...(next === undefined ? [] : wrap(`→ ${quoted(next)}`, width - INDENT.length)).map(
      (line) => `${INDENT}${line}`,
    ),
  ]
}

function summary(findings: readonly ShownFinding[]): string {
  const of = (status: ShownFinding['status']) => findings.filter((one) => one.status === status).length
  const [failed, warned] = [of('fail'), of('warn')]
  if (failed + warned === 0) return 'All is well.'
  const said = [
    ...(failed > 0 ? [`${count(failed, 'thing')} cannot work`] : []),
    ...(warned > 0 ? [`${count(warned, 'thing')} could be better`] : []),
  ]
  return `${list(said)}; ${of('ok')} are well.`
}
