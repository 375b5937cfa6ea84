import { expect, it } from 'vitest'
import { archiveRef } from '../../../src/domain/candidate/archive-ref.ts'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import type { ForgeStage } from '../forge.ts'
import { drafted } from './drafted.ts'

export function describeDrafts(stage: () => ForgeStage): void {
  it('opens one draft per branch, however often it is asked', async () => {
    const { stage: it, handle, draft, read, head } = await drafted(stage())
    expect(await it.forge.ensureDraft(it.repository, draft)).toEqual(handle)
    expect(await read()).toMatchObject({
      number: handle.number,
      state: 'open',
      isDraft: true,
      head,
      events: [],
    })
  })

  it('finds a closed pull request again instead of opening a second one', async () => {
    const { stage: it, handle, draft, read } = await drafted(stage())
    await it.forge.changePullRequest(it.repository, {
      do: 'close-pull-request',
      pullRequest: handle,
      reason: '',
    })
    expect(await it.forge.ensureDraft(it.repository, draft)).toEqual(handle)
    expect(await read()).toMatchObject({ number: handle.number, state: 'closed' })
  })

  it('refuses to open one from a branch that is not there', async () => {
    const { forge, repository, repositoryId } = stage()
    const draft = { repositoryId, branch: 'speculate/1.1/nothing', base: 'main', title: 'x', body: 'x' }
    await expect(forge.ensureDraft(repository, draft)).rejects.toMatchObject({ kind: 'unprocessable' })
  })
}

export function describeStates(stage: () => ForgeStage): void {
  it('marks ready while the head is the judged one', async () => {
    const { stage: it, handle, head, read } = await drafted(stage())
    expect(await it.forge.markReady(it.repository, handle, head)).toBe('ready')
    expect(await it.forge.markReady(it.repository, handle, head)).toBe('ready')
    expect(await read()).toMatchObject({ isDraft: false, events: [{ kind: 'ready', ours: true }] })
  })

  it('leaves a draft when the head has moved', async () => {
    const { stage: it, branch, handle, head, read } = await drafted(stage())
    await it.push(branch, 'b.txt', 'more\n')
    expect(await it.forge.markReady(it.repository, handle, head)).toBe('head-moved')
    expect((await read()).isDraft).toBe(true)
  })

  it('goes back to a draft when a ready one has moved', async () => {
    const { stage: it, branch, handle, head, read } = await drafted(stage())
    await it.forge.markReady(it.repository, handle, head)
    await it.push(branch, 'b.txt', 'more\n')
    expect(await it.forge.markReady(it.repository, handle, head)).toBe('head-moved')
    expect((await read()).isDraft).toBe(true)
  })

  it('closes as often as it is asked, and tells who closed and reopened', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    await it.forge.changePullRequest(it.repository, {
      do: 'close-pull-request',
      pullRequest: handle,
      reason: '',
    })
    await it.forge.changePullRequest(it.repository, {
      do: 'close-pull-request',
      pullRequest: handle,
      reason: '',
    })
    await it.reopenAs('maya', handle.number)
    await it.closeAs('maya', handle.number)
    const { state, events } = await read()
    expect(state).toBe('closed')
    expect(events.map(({ kind, ours, actor }) => ({ kind, ours, actor }))).toEqual([
      { kind: 'closed', ours: true, actor: it.login },
      { kind: 'reopened', ours: false, actor: 'maya' },
      { kind: 'closed', ours: false, actor: 'maya' },
    ])
  })

  it('tells who has given it another base, and which', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    await it.push('release', 'release.txt', '1')
    await it.retargetAs('maya', handle.number, 'release')
    const { baseBranch, events } = await read()
    expect(baseBranch).toBe('release')
    expect(events).toMatchObject([
      { kind: 'retargeted', ours: false, actor: 'maya', baseBefore: 'main', base: 'release' },
    ])
  })

  it('opens again what was closed, as often as it is asked, and tells people from bots', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    await it.closeAs('maya', handle.number)
    await it.forge.changePullRequest(it.repository, {
      do: 'reopen-pull-request',
      pullRequest: handle,
      reason: '',
    })
    await it.forge.changePullRequest(it.repository, {
      do: 'reopen-pull-request',
      pullRequest: handle,
      reason: '',
    })
    const { state, events } = await read()
    expect(state).toBe('open')
    expect(events.map(({ kind, ours, actorType }) => ({ kind, ours, actorType }))).toEqual([
      { kind: 'closed', ours: false, actorType: 'User' },
      { kind: 'reopened', ours: true, actorType: 'Bot' },
    ])
  })

  it('V22: edits title and description to what is wanted, and nothing that is not given', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    const { body } = await read()
    await it.forge.changePullRequest(it.repository, {
      do: 'ensure-text',
      pullRequest: handle,
      title: 'What it changes',
    })
    expect(await read()).toMatchObject({ title: 'What it changes', body })
    await it.forge.changePullRequest(it.repository, {
      do: 'ensure-text',
      pullRequest: handle,
      body: 'Fixes #1\n',
    })
    await it.forge.changePullRequest(it.repository, {
      do: 'ensure-text',
      pullRequest: handle,
      body: 'Fixes #1\n',
    })
    expect((await read()).body?.trim()).toBe('Fixes #1')
  })

  it('tells what a branch is to the commit that was its head', async () => {
    const it = stage()
    const then = await it.commitToMain('base.txt', 'one')
    const now = (branch: string) => it.forge.baseNow(it.repository, { branch, commit: then })
    expect(await now('main')).toBe('same')
    expect(await now('no-such-branch')).toBe('gone')
    await it.commitToMain('base.txt', 'two')
    expect(await now('main')).toBe('moved')
    const other = await it.push('elsewhere', 'else.txt', 'three')
    await it.commitToMain('base.txt', 'four')
    expect(await it.forge.baseNow(it.repository, { branch: 'main', commit: other })).toBe('rewritten')
  })

  it('asks those who can review and passes over the others', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    await it.forge.changePullRequest(it.repository, {
      do: 'request-reviewers',
      pullRequest: handle,
      reviewers: ['nobody-at-all', 'maya'],
    })
    expect((await read()).requestedReviewers).toEqual(['maya'])
  })
}

export function describeBranches(stage: () => ForgeStage): void {
  it('shows what the head of a branch and of its pull request holds, and what it stands on', async () => {
    const { stage: it, branch, head, facts } = await drafted(stage())
    const { branchCommit, pullRequest } = await facts()
    expect(branchCommit).toMatchObject({ oid: head, tree: expect.stringMatching(/^[0-9a-f]{40}$/) })
    expect(branchCommit?.parents).toHaveLength(1)
    expect(pullRequest?.lastCommit).toEqual(branchCommit)
    const moved = await it.push(branch, 'b.txt', 'more\n')
    const later = (await facts()).branchCommit
    expect(later).toMatchObject({ oid: moved, parents: [head] })
    expect(later?.tree).not.toBe(branchCommit?.tree)
  })

  it('creates the branches that are free, moves none that exists, and knows its own work under any id', async () => {
    const { stage: it, branch, head, facts } = await drafted(stage())
    const { branchCommit } = await facts()
    const { tree = '', parents = [] } = branchCommit ?? {}
    const [parent = ''] = parents
    const issue = { ...it.repository, number: 99_999 }
    const repositoryId = (await readRepository(it)).nodeId
    const write = () =>
      it.forge.createCommit(it.repository, { tree, entries: undefined, parent, message: 'Candidate' })
    const create = async (other: string, names: readonly string[]) => {
      const { commit, verified } = await write()
      expect(verified).toBe(true)
      const branches = names.map((name) => ({ branch: name, commit, tree: other, parent }))
      return it.forge.createBranches(it.repository, { repositoryId, branches })
    }
    const free = candidateBranch(
      { ...issue, number: Number(head.replace(/\D/g, '').slice(0, 6)) + 1 },
      1,
      'free',
    )
    expect(await create('f'.repeat(40), [branch, free])).toEqual([branch])
    expect((await facts()).branchHead).toBe(head)
    expect(await create(tree, [branch, free])).toEqual([])
    expect((await facts()).branchHead).toBe(head)
  })

  it('A10: archives branches that are where they were judged, leaves those that moved, and gives one back', async () => {
    const [one, two] = [await drafted(stage()), await drafted(stage())]
    const { stage: it } = one
    const repositoryId = (await readRepository(it)).nodeId
    const moved = await it.push(two.branch, 'b.txt', 'more\n')
    const branches = [one, two].map(({ branch, head }) => ({ branch, head, ref: archiveRef(branch) }))
    for (const _ of ['once', 'twice'])
      await it.forge.archiveBranches(it.repository, { repositoryId, branches })
    expect((await one.facts()).branchHead).toBeUndefined()
    expect((await two.facts()).branchHead).toBe(moved)
    const again = { branch: one.branch, commit: one.head, tree: undefined, parent: one.head }
    expect(await it.forge.createBranches(it.repository, { repositoryId, branches: [again] })).toEqual([])
    expect((await one.facts()).branchHead).toBe(one.head)
  })

  it('moves a branch on only from where it is expected, and never by force', async () => {
    const [one, two] = [await drafted(stage()), await drafted(stage())]
    const { stage: it } = one
    const repositoryId = (await readRepository(it)).nodeId
    const { branchCommit } = await one.facts()
    const { commit: to } = await it.forge.createCommit(it.repository, {
      ...{ tree: branchCommit?.tree ?? '', entries: undefined, parent: one.head, message: 'More' },
    })
    const wanted = { repositoryId, branch: one.branch, from: one.head, to }
    for (const _ of ['once', 'twice']) await it.forge.advanceBranch(it.repository, wanted)
    expect((await one.facts()).branchHead).toBe(to)
    expect((await one.read()).head).toBe(to)
    const moved = await it.push(two.branch, 'b.txt', 'more\n')
    const late = { repositoryId, branch: two.branch, from: two.head, to }
    await expect(it.forge.advanceBranch(it.repository, late)).rejects.toMatchObject({ kind: 'unprocessable' })
    expect((await two.facts()).branchHead).toBe(moved)
  })

  it('deletes a branch only while it points at the expected commit', async () => {
    const { stage: it, branch, head, facts } = await drafted(stage())
    const moved = await it.push(branch, 'b.txt', 'more\n')
    await it.forge.deleteBranch(it.repository, branch, head)
    expect((await facts()).branchHead).toBe(moved)
    await it.forge.deleteBranch(it.repository, branch, moved)
    await it.forge.deleteBranch(it.repository, branch, moved)
    expect((await facts()).branchHead).toBeUndefined()
  })
}

async function readRepository({ forge, repository, openIssue }: ForgeStage) {
  const number = await openIssue({ title: 'x', body: 'x' })
  const facts = await forge.facts({ issue: { ...repository, number }, candidates: [] })
  if (!facts) throw new Error('the issue is gone')
  return facts.repository
}
