import { RiskLevel } from '../../domain/checks/evidence.ts'
import type { IssueFacts } from '../../domain/forge/forge-facts.ts'
import type { SaidRisk } from '../../domain/issue/checklist.ts'
import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import { sanitizeIssueText } from '../../messages/foreign/sanitize-issue-text.ts'
import { formFields } from '../checklist/form-fields.ts'

const RISK_LABEL = /^(?:dk_)?risk\s*[:/=-]\s*(low|medium|high|critical)$/i
/** What these are about does harm when it goes wrong, whether or not somebody has said so. */
const DANGEROUS = /^(?:security|vulnerability|cve|data-loss|data loss|incident|outage)$/i
const RISK_FIELD = /^(?:dk_)?risk(?: level)?$/

/** How risky people have said that an issue is: in its `speculate` block, its form or its labels. The highest counts. */
export function saidRisk(
  { labels, body }: Pick<IssueFacts, 'labels' | 'body'>,
  block: IssueBlock | undefined,
): SaidRisk | undefined {
  const inBlock: SaidRisk[] = block?.dk_risk
    ? [{ level: block.dk_risk, sign: { where: 'field', text: `dk_risk: ${block.dk_risk}` } }]
    : []
  const all = [...inBlock, ...labels.flatMap(byLabel), ...byForm(body)]
  return all.reduce<SaidRisk | undefined>(
    (highest, one) => (highest && heightOf(highest) >= heightOf(one) ? highest : one),
    undefined,
  )
}

function heightOf({ level }: SaidRisk): number {
  return RiskLevel.options.indexOf(level)
}

function byLabel(label: string): SaidRisk[] {
  const sign = { where: 'label' as const, text: label.slice(0, 50) }
  const said = RiskLevel.safeParse(RISK_LABEL.exec(label.trim())?.[1]?.toLowerCase())
  if (said.success) return [{ level: said.data, sign }]
  return DANGEROUS.test(label.split(/[:/]/).at(-1)?.trim() ?? '') ? [{ level: 'high', sign }] : []
}

function byForm(body: string): SaidRisk[] {
  return formFields(sanitizeIssueText(body)).flatMap(({ name, value }): SaidRisk[] => {
    if (!RISK_FIELD.test(name)) return []
    const said = RiskLevel.safeParse(/^[a-z]+/i.exec(value)?.[0].toLowerCase())
    return said.success ? [{ level: said.data, sign: { where: 'field', text: `${name}: ${said.data}` } }] : []
  })
}
