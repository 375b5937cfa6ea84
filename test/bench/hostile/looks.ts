import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { redactedForge } from '../../../src/adapters/redaction/redacted-forge.ts'
import { advance } from '../../../src/advance.ts'
import { competitors } from '../../../src/domain/candidate/competitor.ts'
import { renderBrief } from '../../../src/messages/briefs/render-brief.ts'
import type { FactsQuery, Forge } from '../../../src/ports/forge.ts'
import { aJudgedSnapshot } from '../../builders/run/judged-run.ts'
import { commentTexts, issueTexts } from './texts.ts'

/** Looks at a run on an issue with a hundred hostile comments, whose text is hostile too. */
export async function lookAtIssues(): Promise<void> {
  const redactor = createRedactor()
  for (let secret = 0; secret < 50; secret += 1) redactor.hold(`a-secret-of-the-operator-${secret * 7_919}`)
  const snapshot = aJudgedSnapshot()
  const { speculation } = snapshot
  if (!speculation) throw new Error('there is a run')
  for (const body of issueTexts) {
    const comments = Array.from({ length: 100 }, (_, at) => ({
      ...{ id: at, author: 'evil', isOwn: false, createdAt: speculation.startedAt },
      body: commentTexts[at % commentTexts.length] ?? '',
    }))
    const facts = { ...snapshot, issue: { ...snapshot.issue, body, comments } }
    const redacted = redactedForge({ facts: async () => facts } as unknown as Forge, redactor)
    await redacted.facts({} as FactsQuery)
    await new Promise(setImmediate)
    const issue = { ...speculation, snapshot: { ...speculation.snapshot, body } }
    advance({ ...snapshot, speculation: issue })
    await new Promise(setImmediate)
    const [first] = competitors(issue)
    if (first) renderBrief(issue, { ...first, toolchain: 'codex' })
    await new Promise(setImmediate)
  }
}
