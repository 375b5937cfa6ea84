import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan, fullStop, sentence, tableCell } from '../foreign/foreign-text.ts'
import { count } from '../numbers.ts'
import type { DetailLevel, ScoreboardView } from '../scoreboard/scoreboard-view.ts'
import { CHECK_STATUS_TEXT, type CheckStatus, checkStatus, checkStatusReason } from './check-status.ts'
import { checkUrl } from './check-url.ts'
import { failureText } from './failure-text.ts'

interface Line {
  readonly check: CheckVerdict
  readonly row: Row
  readonly view: ScoreboardView
  readonly level: DetailLevel
}

/** A line of the table of checks: finished Markdown. */
export function checkLine({ check, row, view, level }: Line) {
  const { repositoryUrl } = view
  const name = codeSpan(check.check, 100)
  const url = checkUrl(check, repositoryUrl)
  const hard = check.hardFail ? ` (${check.hardFail})` : ''
  const status = checkStatus(check, row, view.decision.kind !== 'wait')
  const words = level.checkDetail > 0 ? failureText(check, level.checkDetail) : undefined
  const said = `It ${sentence(checkStatusReason(check, status), level.sentence)}`
  return {
    name: tableCell(url === undefined ? name : `[${name}](${url})`) + hard,
    verdict: verdictCell(check, status),
    why: tableCell(
      [
        fullStop(words === undefined ? said : `${said}: ${words}`),
        ...runsCell(check, repositoryUrl, level),
        ...replacedCell(check),
        ...testsCell(check),
      ].join(' '),
    ),
  }
}

function verdictCell({ verdict, redOnBase, notRequired, flaky }: CheckVerdict, status: CheckStatus): string {
  if (notRequired) return 'not required'
  const red = verdict === 'passed' ? 'red on base' : 'already red on base'
  return [CHECK_STATUS_TEXT[status], ...(flaky ? ['flaky'] : []), ...(redOnBase ? [red] : [])].join(', ')
}

/** Both outcomes of what was run twice, or why it was not. */
function runsCell(check: CheckVerdict, repositoryUrl: string | undefined, level: DetailLevel): string[] {
  const { firstRun, notRerun } = check
  if (notRerun !== undefined)
    return [fullStop(`It could not be rerun: ${sentence(notRerun, level.sentence)}`)]
  if (!firstRun || firstRun.checkRunId === check.checkRunId) return []
  const url = checkUrl(firstRun, repositoryUrl)
  const run = url === undefined ? 'The first run' : `[The first run](${url})`
  const detail =
    firstRun.detail && level.checkDetail > 0 ? `: ${codeSpan(firstRun.detail, level.checkDetail)}` : ''
  return [fullStop(`${run} ended with ${codeSpan(firstRun.conclusion, 40)}${detail}`)]
}

/** Explains why a red cross on GitHub does not count. */
function replacedCell({ replaced = [] }: CheckVerdict): string[] {
  const [first] = replaced
  if (!first) return []
  const more = replaced.length === 1 ? '' : ` and ${replaced.length - 1} more`
  return [`It replaces an earlier run of the same job (${codeSpan(first.ended, 40)})${more}.`]
}

/** Nothing is said where no number is reported by a check that does not run tests, or by one that failed in its own words. */
function testsCell({ check, verdict, tests, testsOnBase }: CheckVerdict): string[] {
  if (tests === undefined) return []
  const base = testsOnBase === undefined ? '' : `; ${testsOnBase} on the base`
  if (tests === null) {
    const isAsked = base !== '' || (verdict === 'passed' && /test|spec/i.test(check))
    return isAsked ? [`Its log does not say how many tests ran${base}.`] : []
  }
  const failed = tests.failed === 0 ? '' : `, ${tests.failed} of them failed`
  const skipped = tests.skipped === 0 ? '' : `, ${tests.skipped} skipped`
  return [`${count(tests.ran, 'test')} ran${failed}${skipped}${base}, according to its log.`]
}
