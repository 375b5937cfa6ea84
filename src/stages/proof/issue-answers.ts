import type { Attempt, AttemptAt } from '../../domain/candidate/attempt.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { Difference, IssueAnswer, ScoreboardDistinction } from '../../domain/proof/distinction.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'
import { isQuoted } from './is-quoted.ts'

type Verdict = Extract<ScoreboardDistinction, { kind: 'differs' }>['verdict']

interface AnswersInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  /** The attempt that the test is of. */
  readonly attempt: AttemptAt<'distinguish'>
}

/**
 * Which of the two does the issue ask for? Only its own words can say, and two reviewers at least: all who were asked give the same
 * answer, each with words that stand in the issue. Who wrote the test has no say on it.
 */
export function issueAnswers(difference: Difference, asked: AnswersInput): Verdict {
  if (!asked.speculation.settings.speculation.adversarial_review.enabled)
    return open('no reviewers are asked')
  const answers = answersOf(asked)
  const who = [...new Set(answers.map(({ toolchain }) => toolchain))]
  if (who.length < 2)
    return open(
      who.length === 0
        ? 'no reviewer has said'
        : `only one reviewer, ${codeSpan(who[0] ?? '', 40)}, has said`,
    )
  const silent = answers.find(({ answer }) => answer === 'unsaid')
  if (silent) return open(`${codeSpan(silent.toolchain, 40)} finds no words in the issue that say so`)
  const invented = answers.find(({ quote }) => !isQuoted(quote, asked.speculation))
  if (invented) return open(`what ${codeSpan(invented.toolchain, 40)} quotes is not in the issue`)
  const [first] = answers
  if (!first || answers.some(({ answer }) => answer !== first.answer))
    return open(`${list(who.map((one) => codeSpan(one, 40)))} read the issue differently`)
  return {
    kind: 'decided',
    right: first.answer === 'pass' ? difference.passes : difference.fails,
    by: who.map((toolchain) => ({
      toolchain,
      quote: answers.find((one) => one.toolchain === toolchain)?.quote ?? '',
    })),
  }
}

function open(reason: string): Verdict {
  return { kind: 'open', reason }
}

interface Answer extends IssueAnswer {
  readonly toolchain: ToolchainName
}

/** In the order in which they were given. */
function answersOf({ attempts, attempt }: AnswersInput): readonly Answer[] {
  const { between, all } = attempt.task
  return attempts.flatMap(({ candidate, task, toolchain, outcome }): Answer[] => {
    const says = outcome?.kind === 'review' ? outcome.review.issueSays : undefined
    if (task.kind !== 'review' || !between.includes(candidate)) return []
    const isOfTheTwo = all.some((one) => one.candidate === candidate && one.commit === task.commit)
    if (!isOfTheTwo || says?.attempt !== attempt.number || toolchain === attempt.toolchain) return []
    return [{ toolchain, answer: says.answer, quote: says.quote }]
  })
}
