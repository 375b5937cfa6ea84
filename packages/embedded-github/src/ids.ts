/** Global node ids: opaque to clients, readable to us. */
const prefixes = {
  User: 'U',
  Organization: 'O',
  Bot: 'BOT',
  App: 'A',
  Repository: 'R',
  Issue: 'I',
  PullRequest: 'PR',
  IssueComment: 'IC',
  Label: 'LA',
  PullRequestReview: 'PRR',
  PullRequestReviewComment: 'PRRC',
  Reaction: 'REA',
  CheckSuite: 'CS',
  CheckRun: 'CR',
  StatusContext: 'SC',
  Status: 'S',
  StatusCheckRollup: 'SCR',
  WorkflowRun: 'WFR',
  Workflow: 'W',
  Artifact: 'AR',
  Ref: 'REF',
  Commit: 'C',
  Tree: 'T',
  Blob: 'B',
  TimelineEvent: 'EV',
  Installation: 'MDIz',
  Milestone: 'MI',
  ProjectV2: 'PVT',
  ProjectV2Field: 'PVTF',
  ProjectV2Item: 'PVTI',
  ProjectV2ItemFieldValue: 'PVTIV',
} as const

export type NodeKind = keyof typeof prefixes

export function nodeId(kind: NodeKind, ...key: readonly (number | string)[]): string {
  return `${prefixes[kind]}_${Buffer.from(JSON.stringify([kind, ...key])).toString('base64url')}`
}

export function parseNodeId(
  id: string,
): { readonly kind: string; readonly key: readonly unknown[] } | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(id.slice(id.indexOf('_') + 1), 'base64url').toString())
    if (!Array.isArray(parsed) || typeof parsed[0] !== 'string') return undefined
    return { kind: parsed[0], key: parsed.slice(1) }
  } catch {
    return undefined
  }
}
