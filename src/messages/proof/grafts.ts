import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Graft, Grafts, TakenGraft } from '../../domain/proof/graft.ts'
import type { LackingTest, LackingTests } from '../../domain/proof/lacking-tests.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan, fullStop, sentence } from '../foreign/foreign-text.ts'
import { graftsMarker } from '../marker.ts'
import { count, list } from '../numbers.ts'
import { commitMessage } from '../pull-request/commit-message.ts'

interface GraftsToReport {
  readonly grafts: Grafts
  readonly lacking: readonly LackingTests[]
  readonly winner: Row
  /** Whether a command has them put onto it. */
  readonly mayTake: boolean
  /** Which are on it since. */
  readonly taken?: TakenGraft | undefined
}

/** On the winner's pull request: which tests of others it lacks, what it fails first, and how to take them. Undefined where it has them all. */
export function renderGrafts(
  { id, settings }: Pick<Speculation, 'id' | 'settings'>,
  { grafts, lacking, winner, mayTake, taken }: GraftsToReport,
): { marker: string; body: string } | undefined {
  const resultOf = ({ author }: LackingTests) =>
    grafts.all.find(({ candidate }) => candidate === author.candidate)?.result
  const some = lacking.filter((one) => resultOf(one)?.kind !== 'same')
  if (some.length === 0) return undefined
  const isTaken = ({ author }: LackingTests) => author.candidate === taken?.candidate
  const left = some.filter((one) => !isTaken(one))
  const commits = left.flatMap((one) => commitLines(one, resultOf(one)))
  const marker = graftsMarker(id)
  const days = count(settings.archive_after_days, 'day')
  const published = left.filter((one) => resultOf(one)?.kind === 'published').length
  const onTop = `one commit on top of ${codeSpan(winner.head?.slice(0, 12) ?? '', 12)} that holds nothing but tests and their data. It is in this pull request only if somebody takes it.`
  const ends =
    published === 0
      ? []
      : published === 1
        ? ['', `It is ${onTop} Its branch is deleted with those of the losers, ${days} after the verdict.`]
        : [
            '',
            `Each is ${onTop} The branches are deleted with those of the losers, ${days} after the verdict.`,
          ]
  const body = [
    marker,
    left.length === 0
      ? '### Tests of another candidate, which are here now'
      : '### Tests that this pull request lacks',
    '',
    ...(taken ? [takenText(taken), ''] : []),
    `${some.length === 1 ? 'Another candidate brings' : 'Other candidates bring'} these tests, which fail on the base. They were run on this pull request as well.`,
    ...group('It fails', some, 'fails'),
    ...group('It passes', some, 'passes'),
    ...group('They do not apply to it', some, 'not-applicable'),
    ...(commits.length === 0
      ? []
      : [
          '',
          takeText(mayTake && !taken ? left.filter((one) => resultOf(one)?.kind === 'published') : []),
          '',
          ...commits,
        ]),
    ...ends,
    '',
  ].join('\n')
  return { marker, body }
}

function takenText({ candidate, commit, by }: TakenGraft): string {
  return `${codeSpan(by, 40)} has had those of ${codeSpan(candidate, 40)} put onto it, as commit ${codeSpan(commit.slice(0, 12), 12)}.`
}

function takeText(offered: readonly LackingTests[]): string {
  const byHand = 'on a checkout of this branch:'
  const [first, ...others] = offered
  if (!first) return `**To take them**, ${byHand}`
  const one = others.length === 0 ? '' : ', or with the name of another one'
  return `**To take them**, write \`/speculate graft ${first.author.candidate}\`${one} in a comment here; or, ${byHand}`
}

const MAX_SHOWN = 20

function group(
  heading: string,
  lacking: readonly LackingTests[],
  kind: LackingTest['onWinner']['kind'],
): string[] {
  const lines = lacking.flatMap(({ author, tests }) =>
    tests.filter(({ onWinner }) => onWinner.kind === kind).map((test) => `- ${testLine(test, author)}`),
  )
  if (lines.length === 0) return []
  const more = lines.length - MAX_SHOWN
  const rest = more > 0 ? [`- ${count(more, 'more test')}`] : []
  return ['', `**${heading}:**`, '', ...lines.slice(0, MAX_SHOWN), ...rest]
}

function testLine({ file, name, onWinner, isContested }: LackingTest, author: Row): string {
  const what = name === undefined ? codeSpan(file, 150) : `${codeSpan(name, 120)} in ${codeSpan(file, 150)}`
  const why =
    onWinner.kind === 'passes'
      ? ''
      : `: ${onWinner.kind === 'fails' ? codeSpan(onWinner.words, 200) : sentence(onWinner.reason, 200)}`
  const contested = isContested ? ' (more candidates fail it than pass it)' : ''
  return `${what}, by ${whose(author)}${contested}${why}`
}

function whose({ candidate, pullRequest }: Row): string {
  return `${codeSpan(candidate, 40)}${pullRequest === undefined ? '' : ` (#${pullRequest})`}`
}

function commitLines({ author }: LackingTests, result: Graft['result'] | undefined): string[] {
  const { toolchain, candidate } = author
  if (result?.kind === 'published')
    return [
      `- those of ${codeSpan(candidate, 40)}, written by ${codeSpan(toolchain, 50)}, in ${filesText(result.files)}:`,
      '  ```sh',
      `  git fetch origin ${result.branch} && git cherry-pick FETCH_HEAD`,
      '  ```',
    ]
  if (result?.kind !== 'none') return []
  const where = author.pullRequest === undefined ? '' : `; they can be read in #${author.pullRequest}`
  return [
    `- there is no commit for ${codeSpan(candidate, 40)}, because ${fullStop(`${sentence(result.reason, 300)}${where}`)}`,
  ]
}

function filesText(files: readonly string[]): string {
  const shown = files.slice(0, 3).map((file) => codeSpan(file, 150))
  return list(files.length > 3 ? [...shown, `${files.length - 3} more`] : shown)
}

/** Of the commit of somebody's tests, in the manner of the repository. Whoever wrote them is its co-author. */
export function graftMessage(
  speculation: Pick<Speculation, 'issue' | 'run' | 'manner' | 'plan' | 'commands'>,
  { candidate, toolchain }: Pick<Row, 'candidate' | 'toolchain'>,
): string {
  const subject =
    speculation.manner === 'conventional'
      ? `test: add the tests of ${candidate}`
      : `Add the tests of ${candidate}`
  const login = submittedPullRequestOf(speculation, candidate)?.author
  if (login === undefined) return commitMessage(speculation, { candidate, toolchain, subject })
  const credit = /^[A-Za-z0-9-]{1,39}$/.test(login)
    ? `\n\nCo-authored-by: ${login} <${login}@users.noreply.github.com>`
    : ''
  return `${subject}\n\nCandidate ${candidate} for #${speculation.issue.number}.${credit}\n`
}

/** For a terminal, in one line: the tests that the winner lacks. Undefined where it lacks none. `pagesEnd` as in `TerminalOptions`. */
export function lackingLine(
  lacking: readonly LackingTests[],
  { pullRequest }: Row,
  pagesEnd = false,
): string | undefined {
  if (lacking.length === 0) return undefined
  const kinds = lacking.flatMap(({ tests }) => tests.map(({ onWinner }) => onWinner.kind))
  const whoseTests = lacking.map(({ author, tests }) => `${tests.length} of ${author.candidate}`).join(', ')
  const failed = kinds.filter((kind) => kind === 'fails').length
  const passed = kinds.filter((kind) => kind === 'passes').length
  const result =
    failed > 0
      ? `the winner fails ${failed}`
      : passed === kinds.length
        ? `the winner passes ${passed === 1 ? 'it' : 'them'}`
        : `the winner passes ${passed}`
  const where =
    pullRequest === undefined
      ? ''
      : `; ${pagesEnd ? 'with --keep, ' : ''}pull request ${pullRequest} says how to add them`
  return `tests of others that the winner lacks: ${whoseTests}; ${result}${where}`
}
