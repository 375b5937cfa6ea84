import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRunner } from '@speculate-dev/embedded-github'
import { expect } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

interface Workflow {
  readonly path: string
  readonly job: string
  /** Activity types of `pull_request`, as YAML. */
  readonly types: string
  /** What its runs are grouped by, in which a newer one cancels the one before it. */
  readonly group: string
}

/** A draft on a GitHub of its own, with one check, which waits until it is told how to end. */
export async function aWaitingDraft({ path, job, types, group }: Workflow) {
  const folder = await temporaryFolder()
  const flag = join(folder, 'go')
  const stage = await startEmbeddedStage({ runner: createRunner() })
  const { forge, github, repository: ref } = stage
  await stage.commitToMain(
    path,
    `on: { pull_request: { types: ${types} } }
concurrency: { group: "${group}", cancel-in-progress: true }
jobs:
  ${job}: { runs-on: ubuntu-latest, steps: [{ run: "until test -s '${flag}'; do sleep 0.05; done; grep -q success '${flag}'" }] }
`,
  )
  const issue = { ...ref, number: await stage.openIssue({ title: 'x', body: 'x' }) }
  const branch = candidateBranch(issue, 1, 'one')
  await stage.push(branch, 'a.txt', 'a\n')
  const { number, nodeId } = await forge.ensureDraft(ref, {
    repositoryId: stage.repositoryId,
    branch,
    base: 'main',
    title: 'One',
    body: 'x',
  })
  /** Of all runs of the check, the oldest first. */
  const statuses = (expected: readonly string[]) =>
    expect
      .poll(
        () => (github.state.repositories[0]?.checkRuns ?? []).map((run) => run.conclusion ?? run.status),
        { timeout: 60_000, interval: 50 },
      )
      .toEqual(expected)
  await statuses(['in_progress'])
  const check = aCheck(job, { workflow: path, appSlug: 'github-actions', event: 'pull_request' })
  return {
    ...{ stage, number, nodeId, statuses },
    letGo: (how: 'success' | 'failure' = 'success') => writeFile(flag, how),
    verdict: async () => {
      const facts = await forge.facts({ issue, candidates: [{ candidate: 'one', branch }] })
      const pullRequest = facts?.candidates[0]?.pullRequest
      if (!pullRequest) throw new Error('no pull request')
      const now = new Date().toISOString()
      const contract = { checks: [check], fingerprint: '' }
      return verify({ contract, pullRequest, publishedAt: now, now })
    },
    close: async () => {
      await stage.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
