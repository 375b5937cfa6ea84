import { Observation } from '../../../src/domain/checks/evidence.ts'
import { commitOf } from '../story.ts'

/** A job of GitHub Actions that passed on the head of a candidate. */
export function aCheckRun(
  candidate: string,
  name: string,
  overrides: Partial<Extract<Observation, { kind: 'check-run' }>> = {},
): Observation {
  return Observation.parse({
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
  })
}

export function greenChecks(candidate: string): readonly Observation[] {
  return [aCheckRun(candidate, 'lint', { id: 101 }), aCheckRun(candidate, 'test', { id: 102 })]
}
