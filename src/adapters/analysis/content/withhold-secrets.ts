import type { AttemptReport } from '../../../domain/attempt.ts'
import { findSecrets } from './find-secrets.ts'

/** A report is shown on public pages, so a text of it that looks like it holds a secret is not shown at all. */
export async function withholdSecrets(report: AttemptReport): Promise<AttemptReport> {
  const [rationale, testsAdded, risks] = await Promise.all([
    clean(report.rationale),
    Promise.all(report.testsAdded.map(clean)),
    Promise.all(report.risks.map(clean)),
  ])
  return { ...report, rationale, testsAdded, risks }
}

const WITHHELD = '(withheld: it looks like it holds a secret)'

async function clean(text: string): Promise<string> {
  const added = text.split('\n').map((line, index) => ({ text: line, line: index + 1 }))
  const findings = await findSecrets({ path: 'report', added })
  return findings.length === 0 ? text : WITHHELD
}
