import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Speculation } from '../../src/domain/run/speculation.ts'
import { readAfterMerge } from '../../src/snapshot/read-after-merge.ts'
import { aRow } from '../builders/judgement/row.ts'
import { aScoreboard } from '../builders/judgement/scoreboard.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'

const FILE = 'export const limit = 3\nexport const wait = 10\nexport const name = "a"\n'
const METHODS = ['merge', 'squash', 'rebase'] as const

let stage: EmbeddedStage
let maya: Octokit
const here = { owner: 'acme', repo: 'payments' }

beforeAll(async () => {
  stage = await startEmbeddedStage()
  const number = await stage.openIssue({ title: 'It is wrong', body: 'It is.' })
  await stage.forge.facts({ issue: { ...here, number }, candidates: [] })
  maya = new Octokit({
    auth: (await stage.github.admin.createUser('maya')).token,
    baseUrl: stage.github.apiUrl,
  })
})
afterAll(() => stage.close())

async function headOf(branch: string): Promise<string | undefined> {
  const { data } = await maya.rest.git.listMatchingRefs({ ...here, ref: `heads/${branch}` })
  return data.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha
}

async function mainHead(): Promise<string> {
  return (await headOf('main')) ?? expect.unreachable('there is no main')
}

/** A commit on top of the branch, which begins at main. */
async function commit(branch: string, message: string, files: Readonly<Record<string, string>>) {
  const head = await headOf(branch)
  const parent = head ?? (await mainHead())
  const { data: tree } = await maya.rest.git.createTree({
    ...here,
    base_tree: (await maya.rest.git.getCommit({ ...here, commit_sha: parent })).data.tree.sha,
    tree: Object.entries(files).map(([path, content]) => ({ path, mode: '100644', type: 'blob', content })),
  })
  const { data: made } = await maya.rest.git.createCommit({
    ...here,
    ...{ message, tree: tree.sha, parents: [parent] },
  })
  if (head === undefined)
    await maya.rest.git.createRef({ ...here, ref: `refs/heads/${branch}`, sha: made.sha })
  else await maya.rest.git.updateRef({ ...here, ref: `heads/${branch}`, sha: made.sha })
  return made.sha
}

async function merge(
  branch: string,
  how: { method?: (typeof METHODS)[number]; body?: string; title?: string } = {},
) {
  const { data: pull } = await maya.rest.pulls.create({
    ...here,
    ...{ title: how.title ?? 'A change', body: how.body ?? '', head: branch, base: 'main' },
  })
  await maya.rest.pulls.merge({
    ...here,
    ...{
      pull_number: pull.number,
      merge_method: how.method ?? 'squash',
      commit_title: how.title ?? 'A change',
      commit_message: '',
    },
  })
  return pull.number
}

let runs = 0

/** A run whose candidate changes one line of a file of its own, is edited as asked, and merged. */
async function aMergedRun({
  method = 'squash' as (typeof METHODS)[number],
  edit = async (_branch: string, _path: string) => {},
} = {}) {
  runs += 1
  const path = `src/file-${runs}.js`
  await commit('main', 'Before', { [path]: FILE })
  const base = await mainHead()
  const branch = `speculate/${runs}.1/one`
  const fixed = FILE.replace('3', '5').replace('10', '20')
  const head = await commit(branch, 'Fix it', { [path]: fixed })
  await edit(branch, path)
  const number = await merge(branch, { method })
  const { data: pull } = await maya.rest.pulls.get({ ...here, pull_number: number })
  const merged = pull.merge_commit_sha ?? ''
  const scoreboard = aScoreboard([aRow('one', { result: 'promote', head, pullRequest: number })])
  const decision = { kind: 'promote' as const, candidate: 'one', reason: 'it passes' }
  const run: Speculation = {
    ...aSpeculation({ issue: { ...here, number: runs } }),
    base: { branch: 'main', commit: base },
    verdict: { decision, scoreboard, decidedAt: new Date().toISOString() },
  }
  const look = async (speculation = run, at = new Date().toISOString()) => {
    const facts = await stage.forge.facts({
      issue: { ...here, number: 1 },
      candidates: [{ candidate: 'one', branch, pullRequest: number }],
    })
    if (!facts) throw new Error('no facts')
    return readAfterMerge(facts, speculation, { forge: stage.forge, now: at })
  }
  return { path, fixed, branch, number, merged, head, run, look }
}

const edited = async (run: Awaited<ReturnType<typeof aMergedRun>>) => (await run.look()).edits?.get('one')
const reverts = async (run: Awaited<ReturnType<typeof aMergedRun>>) => (await run.look()).reverts ?? []

describe.each(METHODS)('what is merged by %s', (method) => {
  it('as it was judged is no edit, and costs no request', async () => {
    const run = await aMergedRun({ method })
    const before = stage.sent.length
    expect(await run.look()).toEqual({})
    // The facts themselves.
    expect(stage.sent.length - before).toBe(1)
  })

  it('differs by the lines that somebody has changed, whatever the base has become meanwhile', async () => {
    const run = await aMergedRun({
      method,
      edit: async (branch, path) => {
        // The other end of the same file.
        await commit('main', 'Meanwhile', { [path]: `${FILE}export const more = 1\n`, 'other.js': 'x\n' })
        await commit(branch, 'Better', { [path]: FILE.replace('3', '5').replace('10', '25') })
      },
    })
    // One line has become another: one is gone, one is there.
    expect(await edited(run)).toBe(2)
  })

  it('is found reverted, by a pull request of the button', async () => {
    const run = await aMergedRun({ method })
    await commit(`revert-${run.number}`, `Revert "A change"\n\nThis reverts commit ${run.merged}.`, {
      [run.path]: FILE,
    })
    const number = await merge(`revert-${run.number}`, {
      ...{ method, title: 'Revert "A change"', body: `Reverts acme/payments#${run.number}` },
    })
    expect(await reverts(run)).toMatchObject([
      { kind: 'reverted', candidate: 'one', pullRequest: number, by: 'maya', lines: { undone: 4, of: 4 } },
    ])
  })
})

it('what only came from the base into the branch is no edit', async () => {
  const run = await aMergedRun({
    edit: async (branch) => {
      await commit('main', 'Meanwhile', { 'elsewhere.js': 'x\n' })
      // As GitHub's button "Update branch" does.
      const [own, main] = [(await headOf(branch)) ?? '', await mainHead()]
      const { data: before } = await maya.rest.git.getCommit({ ...here, commit_sha: own })
      const { data: tree } = await maya.rest.git.createTree({
        ...{ ...here, base_tree: before.tree.sha },
        tree: [{ path: 'elsewhere.js', mode: '100644', type: 'blob', content: 'x\n' }],
      })
      const { data: made } = await maya.rest.git.createCommit({
        ...{ ...here, message: 'Merge main', tree: tree.sha, parents: [own, main] },
      })
      await maya.rest.git.updateRef({ ...here, ref: `heads/${branch}`, sha: made.sha })
    },
  })
  expect(await edited(run)).toBe(0)
})

describe('a revert', () => {
  it('that was pushed is told with its commit; who wrote it is not known without an account', async () => {
    const run = await aMergedRun()
    const oid = await commit('main', `Revert "Fix it"\n\nThis reverts commit ${run.merged}.`, {
      [run.path]: FILE,
    })
    expect(await reverts(run)).toMatchObject([{ kind: 'reverted', commit: oid, lines: { undone: 4, of: 4 } }])
    expect((await reverts(run))[0]).not.toHaveProperty('pullRequest')
  })

  it('of a part is told with how much', async () => {
    const run = await aMergedRun()
    await commit('main', `Back to 3\n\nThis reverts commit ${run.merged.slice(0, 10)}.`, {
      [run.path]: run.fixed.replace('5', '3'),
    })
    expect(await reverts(run)).toMatchObject([{ kind: 'reverted', lines: { undone: 2, of: 4 } }])
  })

  it('that is reverted itself puts it back, and another one takes it out again', async () => {
    const run = await aMergedRun()
    const first = await commit('main', `This reverts commit ${run.merged}.`, { [run.path]: FILE })
    const second = await commit('main', `Reapply\n\nThis reverts commit ${first}.`, { [run.path]: run.fixed })
    expect((await reverts(run)).map(({ kind, commit: oid }) => [kind, oid])).toEqual([
      ['reverted', first],
      ['reapplied', second],
    ])
    await commit('main', `This reverts commit ${second}.`, { [run.path]: FILE })
    expect((await reverts(run)).map(({ kind }) => kind)).toEqual(['reverted', 'reapplied', 'reverted'])
  })

  it('is none where nothing of it is in the history of the base, or where it only says so', async () => {
    const run = await aMergedRun()
    const words = `This reverts commit ${run.merged}.\n\nReverts acme/payments#${run.number}`
    await maya.rest.issues.createComment({ ...here, issue_number: run.number, body: words })
    await commit('not-merged', words, { [run.path]: FILE })
    await maya.rest.pulls.create({ ...here, title: 'Revert', body: words, head: 'not-merged', base: 'main' })
    // It takes no line back, but for one that says nothing.
    await commit('main', words, { 'elsewhere.js': `${run.path}\n` })
    await commit('main', `Another\n\nReverts other/repository#${run.number}`, { [run.path]: FILE })
    await commit('main', `> This reverts commit ${run.merged}.`, { [run.path]: FILE })
    expect(await reverts(run)).toEqual([])
  })

  it('after more than 30 days says nothing, and is not looked for', async () => {
    const run = await aMergedRun()
    await commit('main', `This reverts commit ${run.merged}.`, { [run.path]: FILE })
    const before = stage.sent.length
    const later = new Date(Date.now() + 33 * 24 * 60 * 60_000).toISOString()
    expect(await run.look(run.run, later)).toEqual({})
    expect(stage.sent.length - before).toBe(1)
  })

  it('that is recorded is not measured again', async () => {
    const run = await aMergedRun()
    await commit('main', `This reverts commit ${run.merged}.`, { [run.path]: FILE })
    const found = await reverts(run)
    const before = stage.sent.length
    expect((await run.look({ ...run.run, reverts: [...found] })).reverts).toEqual(found)
    // The facts, and the history of the branch.
    expect(stage.sent.length - before).toBe(2)
  })
})
