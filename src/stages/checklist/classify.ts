import type { RequiredCheck } from '../../domain/checks/contract.ts'
import type { IssueFacts } from '../../domain/forge/forge-facts.ts'
import type { AreaHistory, Checklist } from '../../domain/issue/checklist.ts'
import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import { CODE_OWNERS_FILES } from '../../domain/run/code-owners.ts'
import type { Settings } from '../../domain/settings.ts'
import { boundedBox } from './bounded-box.ts'
import { kindOfWork } from './kind-of-work.ts'
import { explainableBox, hardFailBox, losersBox } from './prepared-boxes.ts'
import { readIssue } from './read-issue.ts'
import { strategiesBox } from './strategies-box.ts'
import { verifierBox } from './verifier-box.ts'

export interface ClassifyInput {
  readonly issue: Pick<IssueFacts, 'title' | 'body' | 'labels'>
  /** Who works on it. */
  readonly assignees: readonly string[]
  readonly block: IssueBlock | undefined
  readonly settings: Settings
  /** What judges. */
  readonly checks: readonly RequiredCheck[]
  /** All files of the base. */
  readonly paths: readonly string[]
  /** Undefined where it could not be read. */
  readonly history: AreaHistory | undefined
  /** How many would compete. */
  readonly candidates: number
  readonly now: string
}

/**
 * A1: is it worth speculating? Six questions, each answered by a rule that looks at facts of the issue and its repository. The same facts
 * give the same answers, and no model is asked.
 */
export function classify(input: ClassifyInput): Checklist {
  const { block, settings, paths } = input
  const issue = readIssue(input.issue, paths)
  const given = { issue: block?.candidates, repository: settings.candidates }
  const strategies = strategiesBox(issue, given)
  const work = kindOfWork(issue)
  const isGivenMore = strategies.evidence.some(({ kind }) => kind === 'strategies-given')
  return {
    // Whoever writes several strategies down for a rename means it.
    work: work.kind === 'mechanical' && isGivenMore ? { kind: 'ordinary' } : work,
    boxes: [
      strategies,
      boundedBox(issue),
      verifierBox(input.history, input.candidates, input.now),
      hardFailBox(input.checks),
      explainableBox({
        reviewers: settings.reviewers,
        assignees: input.assignees,
        codeOwners: CODE_OWNERS_FILES.find((file) => paths.includes(file)),
      }),
      losersBox(settings.archive_after_days),
    ],
  }
}
