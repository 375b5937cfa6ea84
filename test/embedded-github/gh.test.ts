import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ghIsInstalled, ON_GH, runGh } from './run-gh.ts'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const gh = (...args: readonly string[]) => runGh(stage, [...args, '--repo', ON_GH])

describe.skipIf(!ghIsInstalled)("GitHub's command line", () => {
  it('R14: opens, lists, shows, edits, closes and reopens issues', async () => {
    const url = await gh('issue', 'create', '--title', 'A bug', '--body', 'It **fails**.', '--label', 'bug')
    const number = url.split('/').at(-1) ?? ''
    await gh('issue', 'comment', number, '--body', 'me too')
    expect(await gh('issue', 'list')).toContain(`${number}\tOPEN\tA bug\tbug`)
    expect(await gh('issue', 'view', number, '--comments')).toContain('me too')
    await gh('issue', 'edit', number, '--title', 'A worse bug', '--add-label', 'enhancement')
    await gh('issue', 'close', number)
    expect(await gh('issue', 'view', number)).toMatch(
      /title:\tA worse bug\nstate:\tCLOSED\nauthor:\tacme\nlabels:\tbug, enhancement\n/,
    )
    await gh('issue', 'reopen', number)
    expect(await gh('issue', 'status')).toContain('Relevant issues in acme/payments')
    const json = JSON.parse(await gh('issue', 'view', number, '--json', 'state,labels,comments,author'))
    expect(json).toMatchObject({ state: 'OPEN', author: { login: 'acme' }, comments: [{ body: 'me too' }] })
  })

  it('R14: lists, shows, edits, reviews and merges pull requests', async () => {
    await pushBranch(stage, 'fix', { 'src/retry.js': 'one\ntwo\nfour\n' })
    const { data: issue } = await stage.maintainer.issues.create({ ...repo, title: 'To be closed' })
    const url = await gh(
      ...['pr', 'create', '--title', 'A fix', '--body', `Fixes #${issue.number}`],
      ...['--head', 'fix', '--base', 'main'],
    )
    const number = url.split('/').at(-1) ?? ''
    expect(await gh('pr', 'list')).toContain(`${number}\tA fix\tfix\tOPEN`)
    expect(await gh('pr', 'diff', number)).toContain('-three\n+four')
    await gh('pr', 'comment', number, '--body', 'hello')
    await gh('pr', 'edit', number, '--add-label', 'bug')
    await gh('pr', 'ready', number, '--undo')
    await gh('pr', 'ready', number)
    await gh('pr', 'close', number)
    await gh('pr', 'reopen', number)
    await gh('pr', 'review', number, '--comment', '--body', 'looks fine')
    expect(await gh('pr', 'status')).toContain('A fix')
    const fields =
      'title,state,files,commits,reviews,mergeable,reviewDecision,isDraft,labels,comments,milestone'
    expect(JSON.parse(await gh('pr', 'view', number, '--json', `${fields},statusCheckRollup`))).toMatchObject(
      {
        state: 'OPEN',
        isDraft: false,
        files: [{ path: 'src/retry.js', additions: 1, deletions: 1 }],
        reviews: [{ state: 'COMMENTED', body: 'looks fine' }],
      },
    )
    await gh('pr', 'merge', number, '--squash')
    expect(await gh('pr', 'view', number)).toMatch(/state:\tMERGED/)
    const { data: commit } = await stage.maintainer.repos.getCommit({ ...repo, ref: 'main' })
    expect(commit.parents).toHaveLength(1)
    expect(await gh('issue', 'view', String(issue.number))).toMatch(/state:\tCLOSED/)
  })

  it('R14: lists labels, makes one, and has no run to show', async () => {
    await gh('label', 'create', 'speculate', '--color', 'ff0000')
    expect(await gh('label', 'list')).toContain('speculate')
    expect(await gh('run', 'list')).toBe('')
    await expect(gh('run', 'view', '1')).rejects.toThrow('HTTP 404')
  })
})
