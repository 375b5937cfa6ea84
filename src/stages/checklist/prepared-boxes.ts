import type { RequiredCheck } from '../../domain/checks/contract.ts'
import type { Box, BoxEvidence } from '../../domain/issue/checklist.ts'

/** Names that are shown of a longer list. */
const MOST_SHOWN = 10

/** "You have hard-fail policy checks for security and migrations." */
export function hardFailBox(checks: readonly RequiredCheck[]): Box {
  const hard = checks.flatMap(({ name, hardFail }) =>
    hardFail === undefined ? [] : [{ name, category: hardFail }],
  )
  return {
    box: 'hard-fail',
    ticked: hard.length > 0,
    evidence: [
      hard.length > 0
        ? { kind: 'hard-fail-checks', checks: hard.slice(0, MOST_SHOWN) }
        : { kind: 'no-hard-fail' },
    ],
  }
}

export interface WhoCanBeAsked {
  readonly reviewers: readonly string[]
  readonly assignees: readonly string[]
  /** Where the repository says who owns what. */
  readonly codeOwners: string | undefined
}

/** "The team can explain why the promoted patch won": whoever asks why finds somebody. */
export function explainableBox({ reviewers, assignees, codeOwners }: WhoCanBeAsked): Box {
  const named: readonly [Extract<BoxEvidence, { kind: 'can-be-asked' }>['who'], readonly string[]][] = [
    ['assignees', assignees],
    ['reviewers', reviewers],
    ['code-owners', codeOwners === undefined ? [] : [codeOwners]],
  ]
  const evidence = named.flatMap(([who, names]): BoxEvidence[] =>
    names.length === 0 ? [] : [{ kind: 'can-be-asked', who, names: names.slice(0, MOST_SHOWN) }],
  )
  return {
    box: 'explainable',
    ticked: evidence.length > 0,
    evidence: evidence.length > 0 ? evidence : [{ kind: 'nobody-named' }],
  }
}

/** Who keeps losers for longer keeps them for good. */
const LONG_DAYS = 90

/** "Losing candidates will be deleted or archived intentionally." */
export function losersBox(archiveAfterDays: number): Box {
  const ticked = archiveAfterDays <= LONG_DAYS
  return {
    box: 'losers',
    ticked,
    evidence: [{ kind: ticked ? 'losers-go' : 'losers-stay', days: archiveAfterDays }],
  }
}
