import { execa } from 'execa'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Addition, appendToBranch } from '../../../../src/adapters/github/branches/append-to-branch.ts'
import { createOctokit } from '../../../../src/adapters/github/connection/sending/create-octokit.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../../contracts/embedded-stage.ts'

let stage: EmbeddedStage
let branch: string
let number = 0

beforeAll(async () => {
  stage = await startEmbeddedStage()
})
afterAll(() => stage.close())
beforeEach(() => {
  stage.github.faults.clear()
  number += 1
  branch = `speculate-audit-${number}`
})

const add = (addition: Addition) => stage.installations.appendToBranch(stage.repository, addition)
const log = (step: string, text = 'one\n'): Addition => ({
  branch,
  folder: '.nwave',
  files: new Map([[`.nwave/${step}/audit.jsonl`, text]]),
  message: `Add the log of ${step} [skip ci]\n`,
  refuse: () => undefined,
})

describe('a branch of records', () => {
  it('V23: begins without a parent, holds nothing else, and grows by one commit per addition', async () => {
    const first = await add(log('a'))
    const second = await add(log('b'))
    expect([first.kind, second.kind]).toEqual(['appended', 'appended'])
    expect(await history()).toEqual(['Add the log of a [skip ci]', 'Add the log of b [skip ci]'])
    expect(await files()).toEqual(['.nwave/a/audit.jsonl', '.nwave/b/audit.jsonl'])
  })

  it('gets no second commit for what is there already', async () => {
    const first = await add(log('a'))
    const writes = () => stage.github.faults.requests.filter(isGitWrite).length
    const before = writes()
    expect(await add(log('a'))).toEqual({ ...first, kind: 'unchanged' })
    expect(writes()).toBe(before)
  })

  it.each([
    ['the branch does not exist yet', []],
    ['the branch exists', ['before']],
  ])('keeps what somebody pushes in between, when %s', async (_, before) => {
    for (const step of before) await add(log(step))
    // The last request before the branch moves: whoever comes now is quicker.
    const client = await clientOf('maya', async () => {
      await add(log('quicker'))
    })
    expect(await appendToBranch(client, stage.repository, log('slower'))).toMatchObject({ kind: 'appended' })
    expect(await history()).toEqual(
      [...before, 'quicker', 'slower'].map((step) => `Add the log of ${step} [skip ci]`),
    )
    expect(await files()).toEqual(
      [...before, 'quicker', 'slower'].map((step) => `.nwave/${step}/audit.jsonl`),
    )
  })

  it('keeps the additions of all who come at the same time, in one line', async () => {
    const steps = ['a', 'b', 'c', 'd']
    await Promise.all(steps.map((step) => add(log(step))))
    expect((await history()).toSorted()).toEqual(steps.map((step) => `Add the log of ${step} [skip ci]`))
    expect(await files()).toEqual(steps.map((step) => `.nwave/${step}/audit.jsonl`))
  })

  it('gets one commit when the answer is lost', async () => {
    await add(log('a'))
    stage.github.faults.add({
      on: { method: 'PATCH', route: /git\/refs/ },
      fault: { kind: 'error-after', status: 502 },
    })
    expect(await add(log('b'))).toMatchObject({ kind: 'appended' })
    expect(await history()).toHaveLength(2)
  })

  it('tells the reason when GitHub refuses and nobody else was quicker', async () => {
    stage.github.faults.add({
      on: { method: 'POST', route: /git\/refs/ },
      fault: { kind: 'error-before', status: 422, message: 'Repository rule violations found' },
    })
    await expect(add(log('a'))).rejects.toMatchObject({
      kind: 'unprocessable',
      message: expect.stringContaining('Repository rule violations'),
    })
  })

  it('is no branch that holds anything else', async () => {
    branch = 'main'
    expect(await add(log('a'))).toEqual({
      kind: 'refused',
      why: 'the branch holds more than .nwave, for example README.md',
    })
    expect(await files()).toEqual(['README.md'])
  })

  it('loses nothing that the addition may not replace', async () => {
    await add(log('a', 'one\n'))
    const seen: string[] = []
    const refuse = (path: string, before: string) => {
      seen.push(path, before)
      return 'it says so'
    }
    expect(await add({ ...log('a', 'two\n'), refuse })).toEqual({ kind: 'refused', why: 'it says so' })
    expect(seen).toEqual(['.nwave/a/audit.jsonl', 'one\n'])
    expect(await history()).toHaveLength(1)
  })
})

/** A client that lets `quicker` act once, right before its first attempt to move the branch. */
async function clientOf(login: string, quicker: () => Promise<void>) {
  const { token } = await stage.github.admin.createUser(login)
  const octokit = createOctokit({ baseUrl: stage.github.apiUrl, pacing: 'none' }, { auth: token })
  let isFirst = true
  octokit.hook.before('request', async ({ method, url }) => {
    if (!isFirst || method === 'GET' || !url.includes('/git/refs')) return
    isFirst = false
    await quicker()
  })
  return {
    octokit,
    actions: octokit,
    checks: octokit,
    mayWriteChecks: true,
    dependencies: octokit,
    projects: octokit,
    mayReadProjects: true,
    login,
    baseUrl: stage.github.apiUrl,
    gitToken: async () => token,
    pauseMs: 1,
  }
}

function isGitWrite({ method, route }: { method: string; route: string }): boolean {
  return method !== 'GET' && route.includes('/git/')
}

/** Subjects of the commits, first one first: all have one parent, the first none. */
async function history(): Promise<readonly string[]> {
  const lines = (await git('log', '--format=%H %P|%s', branch)).split('\n').toReversed()
  let parent = ''
  return lines.map((line) => {
    const [ids = '', subject = ''] = line.split('|')
    const [commit = '', ...parents] = ids.trim().split(' ')
    expect(parents.join()).toBe(parent)
    parent = commit
    return subject
  })
}

async function files(): Promise<readonly string[]> {
  return (await git('ls-tree', '-r', '--name-only', branch)).split('\n')
}

async function git(...args: string[]): Promise<string> {
  const [repository] = stage.github.state.repositories
  if (!repository) throw new Error('there is no repository')
  const { directory } = stage.github.context.git(repository)
  return (await execa('git', ['--git-dir', directory, ...args])).stdout
}
