import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createRunner } from '../../packages/embedded-github/src/runner/create-runner.ts'
import { ghIsInstalled, ON_GH, runGh } from './run-gh.ts'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const WORKFLOW = `on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir -p out/deep && echo first > out/a.txt && echo second > out/deep/b.txt && echo built
      - { uses: actions/upload-artifact@v4, with: { name: result, path: out } }
  lint:
    runs-on: ubuntu-latest
    steps:
      - { name: Look, run: echo looked }
      - { name: Judge, run: 'echo "no good"; exit 3' }
`

let stage: Stage
let run = 0
beforeAll(async () => {
  stage = await setStage({ runner: createRunner() })
  await pushBranch(stage, 'feature', { '.github/workflows/ci.yml': WORKFLOW })
  await stage.maintainer.pulls.create({ ...repo, title: 'A change', head: 'feature', base: 'main' })
  const runs = () => stage.github.state.repositories[0]?.workflowRuns ?? []
  const ended = () => expect(runs().map(({ status }) => status)).toEqual(['completed'])
  await vi.waitFor(ended, { timeout: 120_000 })
  run = runs()[0]?.id ?? 0
})
afterAll(() => stage.close())

describe.skipIf(!ghIsInstalled)("GitHub's command line, of a run that has ended", () => {
  const gh = (...args: readonly string[]) => runGh(stage, [...args, '--repo', ON_GH])

  it('R14: gh run view --log shows each line with its job and its step', async () => {
    const lines = (await gh('run', 'view', String(run), '--log')).split('\n')
    expect(lines.some((line) => /^build\tRun mkdir[^\t]*\tbuilt$/.test(line))).toBe(true)
    expect(lines).toContain('lint\tLook\tlooked')
    expect(lines).toContain('lint\tJudge\tno good')
  })

  it('R14: gh run view --log-failed shows the steps that failed alone', async () => {
    const log = await gh('run', 'view', String(run), '--log-failed')
    expect(log).toContain('lint\tJudge\tno good')
    expect(log).not.toMatch(/looked|built/)
  })

  it('R14: gh run download fetches what a job has uploaded, in its folders', async () => {
    const target = join(stage.dataDir, 'fetched')
    await gh('run', 'download', String(run), '--dir', target)
    expect(await readFile(join(target, 'result/a.txt'), 'utf8')).toBe('first\n')
    expect(await readFile(join(target, 'result/deep/b.txt'), 'utf8')).toBe('second\n')
  })
})

it('R15: artifacts are listed for a run and for the repository, and found by name and number', async () => {
  const { data } = await stage.bot.actions.listWorkflowRunArtifacts({ ...repo, run_id: run })
  expect(data).toMatchObject({
    total_count: 1,
    artifacts: [{ name: 'result', size_in_bytes: 13, expired: false, workflow_run: { id: run } }],
  })
  const { data: all } = await stage.bot.actions.listArtifactsForRepo(repo)
  expect(all.artifacts).toEqual(data.artifacts)
  const { data: none } = await stage.bot.actions.listArtifactsForRepo({ ...repo, name: 'other' })
  expect(none.total_count).toBe(0)
  const one = { ...repo, artifact_id: data.artifacts[0]?.id ?? 0 }
  expect((await stage.bot.actions.getArtifact(one)).data).toEqual(data.artifacts[0])
  await expect(stage.bot.actions.getArtifact({ ...repo, artifact_id: 1 })).rejects.toMatchObject({
    status: 404,
  })
})
