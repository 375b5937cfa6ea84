import type { BaseChecks, CheckVerdict } from '../../../domain/checks/evidence.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'

/** A check that says the same of everybody, which the base has never run. */
export interface FailsAlike {
  readonly check: string
  readonly candidates: number
  /** `failed`, or how else it ended: a clause. */
  readonly ended: string
}

/**
 * Checks that end alike, with the same words, on every candidate that they have judged, while the base says nothing of them: then it is
 * probably the check, not the patches. Words that every failing step has in common say nothing, and neither does a time-out.
 */
export function failsAlike(rows: readonly Row[], base: BaseChecks | undefined): readonly FailsAlike[] {
  if (!base) return []
  const judged = rows.filter(({ checks }) => checks.length > 0)
  const names = judged[0]?.checks.map(({ check }) => check) ?? []
  return names.flatMap((name): FailsAlike[] => {
    if (base.answered.includes(name)) return []
    const verdicts = judged.flatMap(({ checks }) => checks.filter(({ check }) => check === name))
    const asked = verdicts.filter(({ notRequired }) => !notRequired)
    const [first] = asked
    if (!first || asked.length < 2 || asked.some((one) => words(one) !== words(first))) return []
    if (words(first) === undefined) return []
    return [{ check: name, candidates: asked.length, ended: endedHow(first) }]
  })
}

function endedHow({ verdict, reason }: CheckVerdict): string {
  return verdict === 'failed' ? 'failed' : reason
}

/** Undefined where it has not ended badly, or where its words say nothing. */
function words({
  verdict,
  reason,
  detail,
  redOnBase,
  mustFail,
  skippedOnDraft,
  cancelledBy,
}: CheckVerdict): string | undefined {
  if (redOnBase || mustFail || skippedOnDraft || cancelledBy) return undefined
  if (verdict === 'unverified') return `${reason}: ${normalised(detail ?? '')}`
  if (verdict !== 'failed' || detail === undefined || GENERIC.test(detail)) return undefined
  return normalised(detail)
}

/** What a runner says of any step that fails. */
const GENERIC = /^\s*(?:process completed with exit code \d+|the operation was canceled|failed|failure)\W*$/i

/** Numbers, ids and times differ from run to run. */
function normalised(text: string): string {
  return text
    .toLowerCase()
    .replace(/[0-9a-f]{7,64}/g, '#')
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .trim()
}

export function alikeReason(alike: readonly FailsAlike[]): string {
  const reported = alike.map(
    ({ check, candidates, ended }) =>
      `${codeSpan(check, 80)} ${ended} on all ${candidates} with the same words`,
  )
  return `Probably the check, not the patches: ${reported.join('; ')}, and it has given no answer on the base.`
}
