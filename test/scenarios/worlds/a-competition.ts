import { createRunner } from '@speculate-dev/embedded-github'
import { expect } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { readContractInputs } from '../../../src/snapshot/read-contract-inputs.ts'
import { judge } from '../../../src/stages/judge.ts'
import { contractChecks } from '../../../src/stages/plan/contract/contract-checks.ts'
import { baseChecks } from '../../../src/stages/verify/base/base-checks.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'

interface Competition {
  readonly workflows: Readonly<Record<string, string>>
  readonly checks: readonly string[]
  /** How many runs the drafts start. */
  readonly runs: number
  readonly candidates: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Everybody writes, all runs end, and they are judged. */
export async function aCompetition({ workflows, checks, runs: expected, candidates }: Competition) {
  const stage = await startEmbeddedStage({ runner: createRunner() })
  const { forge, repository: ref, github } = stage
  await stage.commitToMain('src/add.txt', 'a - b\n')
  let base = ''
  for (const [name, text] of Object.entries(workflows))
    base = await stage.commitToMain(`.github/workflows/${name}`, text)
  await github.admin.setRuleset(
    { owner: ref.owner, name: ref.repo },
    { name: 'ci', branches: ['main'], checks: checks.map((context) => ({ context, integrationId: null })) },
  )
  const issue = { ...ref, number: await stage.openIssue({ title: 'x', body: 'x' }) }
  const ids = Object.keys(candidates)
  const branchOf = (id: string) => candidateBranch(issue, 1, id)
  for (const [id, files] of Object.entries(candidates)) {
    for (const [path, text] of Object.entries(files)) await stage.push(branchOf(id), path, text)
    await forge.ensureDraft(ref, {
      repositoryId: stage.repositoryId,
      branch: branchOf(id),
      base: 'main',
      title: id,
      body: 'x',
    })
  }
  await expect
    .poll(
      () => {
        const runs = github.state.repositories[0]?.workflowRuns ?? []
        const ofDrafts = runs.filter(({ event }) => event === 'pull_request').length
        return runs.every(({ status }) => status === 'completed') && ofDrafts
      },
      { timeout: 60_000 },
    )
    .toBe(expected)
  const read = () =>
    forge.facts({ issue, candidates: ids.map((id) => ({ candidate: id, branch: branchOf(id) })), base })
  const facts = await read()
  if (!facts) throw new Error('no facts')
  const { settings, ...inputs } = await readContractInputs(forge, issue, facts.repository)
  if (!settings.ok) throw new Error('no settings')
  const contract = { checks: [...contractChecks({ ...inputs, settings: settings.value })], fingerprint: '' }
  const now = new Date().toISOString()
  const onBase = { contract, observations: facts.base?.observations ?? [], startedAt: now }
  const attempts = facts.candidates.map(({ candidate: id, branchHead = '' }) => {
    const files = Object.keys(candidates[id] ?? {}).map((path) => aFile(path))
    const outcome = anOutcome(id, { files })
    const patch = { ...aPatch(id, files), commit: branchHead, base }
    return anAttempt(id, { endedAt: now, outcome: { ...outcome, patch } as typeof outcome })
  })
  const { decision, scoreboard } = judge({
    speculation: { ...aSpeculation({ issue, contract }, ids), base: { branch: 'main', commit: base } },
    attempts,
    candidates: facts.candidates,
    now,
    redOnBase: redOnBase(onBase),
    baseChecks: baseChecks(onBase),
  })
  await stage.close()
  return { decision, rows: Object.fromEntries(scoreboard.rows.map((row) => [row.candidate, row])) }
}
