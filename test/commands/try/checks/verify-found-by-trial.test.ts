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

describe('commands, further', () => {
  it('R2: cd of one does not move the next, quotes and specials are kept', async () => {
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
  it('R2: one that deletes the checkout fails what needs it, and nothing hangs', async () => {
    const { conclusions } = await judgedBy([
      'rm -rf ./* ./.git',
      'test -f README.md',
      'rm -rf "$PWD"',
      'true',
    ])
    expect(conclusions()).toEqual(['success', 'failure', 'success', 'failure'])
  })
  it('R2: equal commands are checks of their own', async () => {
    const { checks, conclusions } = await judgedBy([
      'echo a >> n; test "$(wc -l < n)" -eq 1',
      'echo a >> n; test "$(wc -l < n)" -eq 1',
    ])
    expect(new Set(checks).size).toBe(2)
    expect(conclusions()).toEqual(['success', 'failure'])
  })
  it('R2: names in any letters', async () => {
    const { conclusions } = await judgedBy([
      "true '*&!@#: {}[]'",
      `true ${'x'.repeat(300)}`,
      'true "ünï ✓"',
      'true\t--tab',
    ])
    expect(conclusions()).toEqual(Array(4).fill('success'))
  })
})
