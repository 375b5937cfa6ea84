import type { CandidateId, ToolchainName } from '../../domain/candidate/candidate.ts'
import type { Review, ReviewFinding } from '../../domain/judgement/review.ts'
import { codeSpan, proseBlock } from '../foreign/foreign-text.ts'
import { reviewMarker } from '../marker.ts'
import { VERDICTS } from '../reasons/reviewer-text.ts'

export interface ReviewComment {
  readonly marker: string
  readonly body: string
  readonly comments: readonly { readonly path: string; readonly line: number; readonly body: string }[]
  readonly bodyAlone: string
}

interface ReviewedCandidate {
  readonly speculation: string
  readonly candidate: CandidateId
  readonly reviewer: ToolchainName
  readonly review: Review
}

/** A review as it is posted on the draft: findings on their lines, the others in its text. All of a reviewer's words are shown as code. */
export function renderReview({ speculation, candidate, reviewer, review }: ReviewedCandidate): ReviewComment {
  const marker = reviewMarker(speculation, candidate, reviewer)
  const head = `${marker}
**Review by ${codeSpan(reviewer, 40)}: ${VERDICTS[review.verdict]}.** It saw the issue and this patch, and was told neither who wrote it nor of any other. It counts by the rules of the scoreboard and blocks nothing.
${review.summary.trim() === '' ? '' : `\n${proseBlock(review.summary, 4_000)}\n`}`
  const onLines = review.findings.filter(({ onLine }) => onLine)
  const others = review.findings.filter(({ onLine }) => !onLine)
  return {
    marker,
    body: withFindings(head, others),
    comments: onLines.flatMap(({ path, line, text }) =>
      line === undefined ? [] : [{ path, line, body: proseBlock(text, 2_000) }],
    ),
    bodyAlone: withFindings(head, review.findings),
  }
}

function withFindings(head: string, findings: readonly ReviewFinding[]): string {
  const listed = findings.map(({ path, line, text }) => {
    const place = line === undefined ? codeSpan(path, 200) : `${codeSpan(path, 200)}, line ${line}`
    return `\n${place}:\n\n${proseBlock(text, 1_500)}\n`
  })
  return `${head}${listed.join('')}`.trimEnd()
}
