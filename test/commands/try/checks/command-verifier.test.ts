import { createRunner } from '@speculate-dev/embedded-github'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { commandVerifier } from '../../../../src/commands/try/checks/command-verifier.ts'
import { pushBranch, repo, type Stage, setStage } from '../../../embedded-github/support.ts'

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 180_000 })

let stage: Stage | undefined
afterEach(() => stage?.close())

/** What the checks of a pull request come to whose repository is judged by these commands. */
async function judgedBy(commands: readonly string[]) {
  const { workflow, checks } = commandVerifier(commands)
  const runner = createRunner({ sharedCheckouts: [workflow.path], events: ['pull_request'] })
  stage = await setStage({
    runner,
    permissions: { contents: 'write', pull_requests: 'write', checks: 'write', actions: 'write' },
  })
  const { github, bot } = stage
  await github.admin.setRequiredWorkflow({ owner: repo.owner, name: repo.repo }, workflow)
  await pushBranch(stage, 'fix', { 'a.txt': 'a\n' })
  await bot.pulls.create({ ...repo, title: 'fix', head: 'fix', base: 'main' })
  const [repository] = github.state.repositories
  const ended = (attempt: number) =>
    vi.waitFor(
      () => {
        const [run] = repository?.workflowRuns ?? []
        expect(run).toMatchObject({ status: 'completed', ...(attempt > 1 && { attempt }) })
      },
      { timeout: 120_000, interval: 50 },
    )
  await ended(1)
  const conclusions = () =>
    checks.map((name) => repository?.checkRuns.findLast((check) => check.name === name)?.conclusion)
  return { bot, repository, checks, conclusions, ended }
}

describe('commands that must succeed', () => {
  it('R2: run in one checkout, in their order, each as a check of its own', async () => {
    const { conclusions } = await judgedBy([
      'mkdir node_modules && echo one > node_modules/installed',
      'test "$(cat node_modules/installed)" = one && echo two >> node_modules/installed',
      'test "$(wc -l < node_modules/installed)" -eq 2',
    ])
    expect(conclusions()).toEqual(['success', 'success', 'success'])
  })

  it('R2: go on after one that fails, and each says why', async () => {
    const { conclusions, repository, checks } = await judgedBy([
      'touch made',
      'exit 3',
      'test -f made',
      'exit 4',
    ])
    expect(conclusions()).toEqual(['success', 'failure', 'success', 'failure'])
    const messages = checks.map((name) =>
      repository?.checkRuns.find((check) => check.name === name)?.annotations.map(({ message }) => message),
    )
    expect(messages[1]).toContain('Process completed with exit code 3.')
    expect(messages[3]).toContain('Process completed with exit code 4.')
  })

  it('R2: find what those before them made also where they alone are run again', async () => {
    const { bot, repository, ended, conclusions } = await judgedBy([
      'echo one > made',
      'test -f made && test "$GITHUB_RUN_ATTEMPT" -ge 2',
    ])
    expect(conclusions()).toEqual(['success', 'failure'])
    const failed = repository?.workflowJobs.find(({ conclusion }) => conclusion === 'failure')
    await bot.actions.reRunJobForWorkflowRun({ ...repo, job_id: failed?.id ?? 0 })
    await ended(2)
    expect(conclusions()).toEqual(['success', 'success'])
  })

  it('R2: start where the first did, with none of its variables, and keep quotes and special characters', async () => {
    const { conclusions } = await judgedBy([
      'mkdir -p pkg && cd pkg && touch in-pkg',
      'test -f pkg/in-pkg',
      `test "$(printf '%s' 'a "b" $HOME')" = 'a "b" $HOME'`,
      'export LEAK=1',
      'test -z "$LEAK"',
      'echo one # a comment',
      'test "a: b" = "a: b" && test "- x" = "- x"',
      `echo 'line one'\necho 'line two'\ntest 1 = 1`,
      "test '$' = '$' && test '{{' = '{{' && test '$''{{ 1 }}' = '$''{{ 1 }}'",
    ])
    expect(conclusions()).toEqual(Array(9).fill('success'))
  })

  it('R2: that delete the checkout fail what needs it, and nothing hangs', async () => {
    const { conclusions } = await judgedBy([
      'rm -rf ./* ./.git',
      'test -f README.md',
      'rm -rf "$PWD"',
      'true',
    ])
    expect(conclusions()).toEqual(['success', 'failure', 'success', 'failure'])
  })

  it('R2: that are the same are checks of their own', async () => {
    const { checks, conclusions } = await judgedBy([
      'echo a >> n; test "$(wc -l < n)" -eq 1',
      'echo a >> n; test "$(wc -l < n)" -eq 1',
    ])
    expect(new Set(checks).size).toBe(2)
    expect(conclusions()).toEqual(['success', 'failure'])
  })

  it('R2: may have any letters, and be long', async () => {
    const { conclusions } = await judgedBy([
      "true '*&!@#: {}[]'",
      `true ${'x'.repeat(300)}`,
      'true "ünï ✓"',
      'true\t--tab',
    ])
    expect(conclusions()).toEqual(Array(4).fill('success'))
  })
})
