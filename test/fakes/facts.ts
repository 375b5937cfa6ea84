import { Attempt, type AttemptOutcome } from '../../src/domain/candidate/attempt.ts'
import type { FileChange, Patch } from '../../src/domain/candidate/patch.ts'
import type { RequiredCheck } from '../../src/domain/checks/contract.ts'
import type { Observation } from '../../src/domain/checks/evidence.ts'
import type { Measures } from '../../src/domain/judgement/measures.ts'
import type {
  BeginningFacts,
  CandidateFacts,
  PullRequestFacts,
  Snapshot,
} from '../../src/domain/run/snapshot.ts'
import { type Speculation, speculationId } from '../../src/domain/run/speculation.ts'
import { Settings } from '../../src/domain/settings.ts'

/** Facts with everything in order, each test changes what it is about. */
export const NOW = '2026-05-05T12:00:00.000Z'
const LABELLED_AT = '2026-05-05T11:59:00Z'
const ISSUE = { owner: 'acme', repo: 'payments', number: 12 }
const BASE = 'b'.repeat(40)

export function commitOf(candidate: string): string {
  return Buffer.from(candidate.padEnd(20, '.')).toString('hex').slice(0, 40)
}

/** Of the same commit. */
function treeOf(candidate: string): string {
  return Buffer.from(`tree ${candidate}`.padEnd(20, '.')).toString('hex').slice(0, 40)
}

export function aCheck(name: string, overrides: Partial<RequiredCheck> = {}): RequiredCheck {
  return { name, source: 'ruleset', deadlineMinutes: 60, ...overrides }
}

export function aSpeculation(
  overrides: Partial<Speculation> = {},
  ids: readonly string[] = ['one', 'two', 'three'],
): Speculation {
  return {
    id: speculationId(ISSUE, 1),
    issue: ISSUE,
    run: 1,
    startedAt: NOW,
    trigger: { actor: 'maya', role: 'write', labelledAt: LABELLED_AT },
    snapshot: { title: 'Retry charges twice', body: 'It does.', hash: 'f'.repeat(64) },
    base: { branch: 'main', commit: BASE },
    settings: Settings.parse({}),
    contract: { checks: [aCheck('lint'), aCheck('test')], fingerprint: 'a'.repeat(64) },
    plan: {
      source: 'defaults',
      briefs: ids.map((id, index) => ({
        id,
        tag: index === 0 ? 'primary' : `alt${index}`,
        strategy: `the way of ${id}`,
        constraints: [],
        toolchain: 'scripted',
      })),
      invariants: [],
      notes: [],
    },
    ...overrides,
  }
}

export function aFile(path: string, overrides: Partial<FileChange> = {}): FileChange {
  return {
    path,
    status: 'modified',
    mode: '100644',
    insertions: 5,
    deletions: 2,
    binary: false,
    bytes: 400,
    ...overrides,
  }
}

export function aPatch(candidate: string, files: readonly FileChange[] = [aFile('src/client.js')]): Patch {
  const sum = (key: 'insertions' | 'deletions') => files.reduce((total, file) => total + file[key], 0)
  return {
    base: BASE,
    commit: commitOf(candidate),
    tree: treeOf(candidate),
    files: [...files],
    insertions: sum('insertions'),
    deletions: sum('deletions'),
  }
}

/** Measures of an ordinary patch, each test changes what it is about. */
export function someMeasures(overrides: Partial<Measures> = {}): Measures {
  return {
    files: [{ path: 'src/client.js', class: 'source' }],
    written: { insertions: 5, deletions: 2 },
    apart: [],
    complexity: { delta: 0, functions: [], unmeasured: [] },
    tests: { added: [], changed: [], weakened: [] },
    fixtures: [],
    findings: [],
    patchId: 'an id of its own',
    ...overrides,
  }
}

export function anOutcome(
  candidate: string,
  overrides: { files?: FileChange[]; confidence?: number } = {},
): AttemptOutcome {
  const report = {
    rationale: `because of ${candidate}`,
    confidence: overrides.confidence ?? 0.9,
    testsAdded: [],
    risks: [],
  }
  const patch = aPatch(candidate, overrides.files)
  const { insertions, deletions, files } = patch
  const measures = someMeasures({
    files: files.map(({ path }) => ({ path, class: 'source' })),
    written: { insertions, deletions },
    patchId: candidate,
  })
  return { kind: 'patch', patch, report, usage: { seconds: 3 }, measures }
}

export function anAttempt(candidate: string, overrides: Partial<Attempt> = {}): Attempt {
  return Attempt.parse({
    speculation: speculationId(ISSUE, 1),
    candidate,
    number: 1,
    toolchain: 'scripted',
    status: 'ended',
    queuedAt: NOW,
    startedAt: NOW,
    endedAt: NOW,
    outcome: anOutcome(candidate),
    ...overrides,
  })
}

export function aCheckRun(
  candidate: string,
  name: string,
  overrides: Partial<Extract<Observation, { kind: 'check-run' }>> = {},
): Observation {
  return {
    kind: 'check-run',
    id: 100,
    name,
    headSha: commitOf(candidate),
    status: 'completed',
    conclusion: 'success',
    appId: 15368,
    appSlug: 'github-actions',
    workflow: { runId: 7, path: '.github/workflows/ci.yml', event: 'pull_request', jobConfirmed: true },
    annotations: [],
    ...overrides,
  }
}

export function greenChecks(candidate: string): readonly Observation[] {
  return [aCheckRun(candidate, 'lint', { id: 101 }), aCheckRun(candidate, 'test', { id: 102 })]
}

export function aPullRequest(
  candidate: string,
  number: number,
  overrides: Partial<PullRequestFacts> = {},
): PullRequestFacts {
  return {
    number,
    nodeId: `PR_${number}`,
    url: `http://forge.test/acme/payments/pull/${number}`,
    state: 'open',
    isDraft: true,
    mergeable: 'mergeable',
    head: commitOf(candidate),
    labels: [],
    ownComments: [],
    requestedReviewers: [],
    events: [],
    observations: greenChecks(candidate),
    observationsComplete: true,
    ...overrides,
  }
}

export function candidateFacts(candidate: string, pullRequest?: PullRequestFacts): CandidateFacts {
  const branch = `speculate/12.1/${candidate}`
  return { candidate, branch, branchHead: pullRequest && commitOf(candidate), pullRequest }
}

export function aBeginning(overrides: Partial<BeginningFacts> = {}): BeginningFacts {
  return {
    role: 'write',
    authorRole: 'write',
    settings: { ok: true, value: Settings.parse({}) },
    block: undefined,
    branchChecks: [aCheck('lint'), aCheck('test')],
    workflowJobs: [],
    issueHash: 'f'.repeat(64),
    workflowsTree: 'e'.repeat(40),
    ...overrides,
  }
}

export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    now: NOW,
    issue: {
      ref: ISSUE,
      nodeId: 'I_12',
      title: 'Retry charges twice',
      body: 'It does.',
      author: 'maya',
      state: 'open',
      lastEditedAt: undefined,
      labels: ['speculate'],
      labelled: { actor: 'maya', actorType: 'User', at: LABELLED_AT },
      ownComments: [],
    },
    repository: {
      nodeId: 'R_1',
      isArchived: false,
      isPrivate: false,
      defaultBranch: 'main',
      defaultBranchHead: BASE,
    },
    candidates: [],
    toolchains: ['scripted'],
    speculation: undefined,
    attempts: [],
    beginning: undefined,
    ...overrides,
  }
}
