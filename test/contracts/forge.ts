import { describe, expect, it } from 'vitest'
import { candidateBranch } from '../../src/domain/candidate/candidate.ts'
import type { RepositoryRef } from '../../src/domain/issue/issue.ts'
import { TRIGGER_LABEL } from '../../src/domain/issue/labels.ts'
import type { PullRequestFacts } from '../../src/domain/run/snapshot.ts'
import type { Forge } from '../../src/ports/forge.ts'

/** A forge with people around it: `maya` may write, `stranger` may not. */
export interface ForgeStage {
  readonly forge: Forge
  readonly repository: RepositoryRef
  readonly login: string
  openIssue(issue: { title: string; body: string }): Promise<number>
  label(issue: number, label: string): Promise<void>
  comment(on: number, body: string, by?: 'maya' | 'stranger'): Promise<number>
  /** By `maya`, from a branch of the repository. */
  openPullRequest(branch: string): Promise<number>
  commitToMain(path: string, text: string): Promise<string>
  push(branch: string, path: string, text: string): Promise<string>
  report(head: string, check: { kind: 'status'; name: string; conclusion: string }): Promise<void>
  closeAs(login: 'maya', pullRequest: number): Promise<void>
  reopenAs(login: 'maya', pullRequest: number): Promise<void>
}

/** What every forge promises. `stage` is asked for inside each case; each case has an issue of its own. */
export function describeForge(name: string, stage: () => ForgeStage): void {
  describe(`forge contract: ${name}`, () => {
    describeReading(stage)
    describeDrafts(stage)
    describeComments(stage)
    describeReviews(stage)
    describeLabels(stage)
    describeStates(stage)
    describeBranches(stage)
    describeEntrants(stage)
  })
}

function describeReading(stage: () => ForgeStage): void {
  it('knows nothing of an issue that does not exist', async () => {
    const { forge, repository } = stage()
    const query = { issue: { ...repository, number: 99_999 }, candidates: [] }
    expect(await forge.facts(query)).toBeUndefined()
  })

  it('reads an issue with its text, labels and who put the label on', async () => {
    const { forge, repository, openIssue, label } = stage()
    const number = await openIssue({ title: 'Retry charges twice', body: 'It does.' })
    await label(number, TRIGGER_LABEL)
    const facts = await forge.facts({ issue: { ...repository, number }, candidates: [] })
    expect(facts?.issue).toMatchObject({
      title: 'Retry charges twice',
      body: 'It does.',
      state: 'open',
      labels: [TRIGGER_LABEL],
      labelled: { actor: 'maya', actorType: 'User' },
      ownComments: [],
    })
    expect(facts?.repository).toMatchObject({ defaultBranch: 'main', isArchived: false })
  })

  it('takes a pull request for no issue', async () => {
    const { stage: it, handle } = await drafted(stage())
    const query = { issue: { ...it.repository, number: handle.number }, candidates: [] }
    expect(await it.forge.facts(query)).toBeUndefined()
  })

  it('reads files, folders and their absence at a commit', async () => {
    const { forge, repository, commitToMain } = stage()
    const path = '.github/workflows/ci.yml'
    const commit = await commitToMain(path, 'on: pull_request\n')
    expect(await forge.readTextFile(repository, commit, path, 1000)).toBe('on: pull_request\n')
    expect(await forge.readTextFile(repository, commit, '.github/none.yml', 1000)).toBeUndefined()
    await expect(forge.readTextFile(repository, commit, path, 3)).rejects.toMatchObject({
      kind: 'unprocessable',
    })
    const tree = await forge.treeOf(repository, commit, '.github/workflows')
    expect(await forge.filesIn(repository, commit, '.github/workflows')).toEqual(['.github/workflows/ci.yml'])
    expect(await forge.filesIn(repository, commit, '.github/none')).toEqual([])
    expect(tree).toMatch(/^[0-9a-f]{40}$/)
    expect(await forge.treeOf(repository, commit, '.github/none')).toBeUndefined()
    const later = await commitToMain(path, 'on: push\n')
    expect(await forge.treeOf(repository, later, '.github/workflows')).not.toBe(tree)
  })

  it('lists all files of a commit and reads several at once', async () => {
    const { forge, repository, commitToMain } = stage()
    await commitToMain('scripts/check it.sh', 'npm test\n')
    const commit = await commitToMain('scripts/deep/{x}.js', 'x("\\u00e9")\n')
    const { paths, ids, complete } = await forge.listTree(repository, commit)
    expect([...ids.keys()].sort()).toEqual(paths)
    expect(ids.get('scripts/check it.sh')).toMatch(/^100644 [0-9a-f]{40}$/)
    expect(complete).toBe(true)
    expect(paths).toEqual(expect.arrayContaining(['scripts/check it.sh', 'scripts/deep/{x}.js']))
    const wanted = ['scripts/check it.sh', 'scripts/deep/{x}.js', 'scripts/none.js', 'scripts']
    const texts = await forge.readTextFiles(repository, commit, { paths: wanted, maxBytes: 1000 })
    expect([...texts]).toEqual([
      ['scripts/check it.sh', 'npm test\n'],
      ['scripts/deep/{x}.js', 'x("\\u00e9")\n'],
    ])
    const short = await forge.readTextFiles(repository, commit, { paths: wanted, maxBytes: 10 })
    expect([...short.keys()]).toEqual(['scripts/check it.sh'])
  })

  it('tells the real role of a person', async () => {
    const { forge, repository } = stage()
    expect(await forge.roleOf(repository, 'maya')).toBe('write')
    expect(['none', 'read']).toContain(await forge.roleOf(repository, 'stranger'))
  })

  it('shows the checks of the head, and only of it', async () => {
    const { stage: it, branch, head, read } = await drafted(stage())
    await it.report(head, { kind: 'status', name: 'ci/old', conclusion: 'success' })
    expect((await read()).observations).toMatchObject([
      { kind: 'status', context: 'ci/old', state: 'success', headSha: head },
    ])
    const next = await it.push(branch, 'b.txt', 'more\n')
    await it.report(next, { kind: 'status', name: 'ci/new', conclusion: 'failure' })
    const facts = await read()
    expect(facts.head).toBe(next)
    expect(facts.observations).toMatchObject([{ context: 'ci/new', state: 'failure', headSha: next }])
    expect(facts.observationsComplete).toBe(true)
  })
}

function describeDrafts(stage: () => ForgeStage): void {
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
    const { forge, repository } = stage()
    const draft = { branch: 'speculate/1.1/nothing', base: 'main', title: 'x', body: 'x' }
    await expect(forge.ensureDraft(repository, draft)).rejects.toMatchObject({ kind: 'unprocessable' })
  })
}

function describeComments(stage: () => ForgeStage): void {
  const marker = '<!-- marker -->'

  it('creates a comment once and edits it afterwards, by its id and by its marker', async () => {
    const { forge, repository, openIssue } = stage()
    const on = await openIssue({ title: 'x', body: 'x' })
    const say = (text: string, existing?: number) =>
      forge.ensureComment(repository, { on, existing, marker, body: `${marker}\n${text}` })
    const id = await say('one')
    expect(await say('two')).toBe(id)
    expect(await say('three', id)).toBe(id)
    const facts = await forge.facts({ issue: { ...repository, number: on }, candidates: [] })
    expect(facts?.issue.ownComments).toEqual([{ id, body: `${marker}\nthree` }])
  })

  it("never touches somebody else's comment, even with our marker and by its id", async () => {
    const { forge, repository, openIssue, comment } = stage()
    const on = await openIssue({ title: 'x', body: 'x' })
    const foreign = await comment(on, `${marker}\nforged`)
    const wanted = { on, existing: foreign, marker, body: `${marker}\nours` }
    const id = await forge.ensureComment(repository, wanted)
    expect(id).not.toBe(foreign)
    expect(await forge.ensureComment(repository, wanted)).toBe(id)
    const facts = await forge.facts({ issue: { ...repository, number: on }, candidates: [] })
    expect(facts?.issue.ownComments).toEqual([{ id, body: `${marker}\nours` }])
  })
}

function describeReviews(stage: () => ForgeStage): void {
  it('posts a review once, and shows it as its own', async () => {
    const { stage: it, handle, read, head } = await drafted(stage())
    const marker = '<!-- review -->'
    const review = {
      pullRequest: handle,
      commit: head,
      marker,
      body: `${marker}\nIt loses the second half.`,
      comments: [],
      bodyAlone: '',
    }
    await it.forge.ensureReview(it.repository, review)
    await it.forge.ensureReview(it.repository, { ...review, body: `${marker}\nAnother text.` })
    expect((await read())?.ownReviews?.map(({ body }) => body)).toEqual([review.body])
  })
}

function describeLabels(stage: () => ForgeStage): void {
  it('adds and removes labels, also absent ones, as often as it is asked', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    const wanted = {
      on: handle.number,
      add: ['speculate:alt1', 'speculate:rejected'],
      remove: ['speculate:winner'],
    }
    await it.forge.ensureLabels(it.repository, wanted)
    await it.forge.ensureLabels(it.repository, wanted)
    expect([...(await read()).labels].sort()).toEqual(['speculate:alt1', 'speculate:rejected'])
    await it.forge.ensureLabels(it.repository, { on: handle.number, add: [], remove: ['speculate:rejected'] })
    expect((await read()).labels).toEqual(['speculate:alt1'])
  })
}

function describeStates(stage: () => ForgeStage): void {
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

function describeBranches(stage: () => ForgeStage): void {
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

function describeEntrants(stage: () => ForgeStage): void {
  it('reads commands of people with who wrote them and when, and nothing that only looks like one', async () => {
    const { forge, repository, login, openIssue, comment } = stage()
    const number = await openIssue({ title: 'x', body: '/speculate enter #1' })
    const first = await comment(number, '/speculate enter #7\nIt is better.', 'maya')
    await comment(number, '> /speculate enter #7')
    const second = await comment(number, '/speculate enter #8')
    const marker = '/speculate enter #9'
    await forge.ensureComment(repository, { on: number, existing: undefined, marker, body: marker })
    const facts = await forge.facts({ issue: { ...repository, number }, candidates: [] })
    expect(facts?.issue.commands).toMatchObject(
      [
        { id: first, author: 'maya', authorType: 'User', isEdited: false, body: /enter #7\nIt is/ },
        { id: second, author: 'stranger', authorType: 'User' },
      ].map(({ body, ...known }) => (body ? { ...known, body: expect.stringMatching(body) } : known)),
    )
    expect(facts?.issue.commands?.every(({ at }) => Date.parse(at) > 0)).toBe(true)
    expect(facts?.issue.ownComments).toHaveLength(1)
    expect(login).not.toBe('maya')
  })

  it("offers anybody's pull request, and says which are ours", async () => {
    const { stage: it, handle, head } = await drafted(stage())
    const branch = `work/${handle.number}`
    const theirHead = await it.push(branch, 'c.txt', `beside #${handle.number}\n`)
    const number = await it.openPullRequest(branch)
    expect(await it.forge.pullRequest(it.repository, number)).toEqual({
      number,
      author: 'maya',
      ours: false,
      state: 'open',
      baseBranch: 'main',
      head: theirHead,
    })
    expect(await it.forge.pullRequest(it.repository, handle.number)).toMatchObject({ ours: true, head })
    await it.closeAs('maya', number)
    expect(await it.forge.pullRequest(it.repository, number)).toMatchObject({ state: 'closed' })
    const issue = await it.openIssue({ title: 'x', body: 'x' })
    expect(await it.forge.pullRequest(it.repository, issue)).toBeUndefined()
    expect(await it.forge.pullRequest(it.repository, 99_999)).toBeUndefined()
  })

  it('reads what was entered by its number, without its branch, and still only ours by branch', async () => {
    const { stage: it, handle } = await drafted(stage())
    const branch = `entered/${handle.number}`
    const head = await it.push(branch, 'c.txt', `beside #${handle.number}\n`)
    const number = await it.openPullRequest(branch)
    await it.report(head, { kind: 'status', name: 'ci/test', conclusion: 'success' })
    const issue = { ...it.repository, number: await it.openIssue({ title: 'x', body: 'x' }) }
    const entered = { candidate: `pr-${number}`, branch: `pull/${number}/head`, pullRequest: number }
    const facts = await it.forge.facts({
      issue,
      candidates: [
        { candidate: 'theirs', branch },
        entered,
        { candidate: 'pr-99999', branch: 'pull/99999/head', pullRequest: 99_999 },
      ],
    })
    const [byBranch, byNumber, gone] = facts?.candidates ?? []
    expect(byBranch).toMatchObject({ candidate: 'theirs', branchHead: head, pullRequest: undefined })
    expect(byNumber).toMatchObject({
      candidate: `pr-${number}`,
      branchHead: undefined,
      pullRequest: {
        number,
        state: 'open',
        head,
        observations: [{ context: 'ci/test', state: 'success' }],
        observationsComplete: true,
      },
    })
    expect(gone).toMatchObject({ candidate: 'pr-99999', pullRequest: undefined })
  })
}

/** An issue with one candidate, pushed and opened as a draft. */
async function drafted(stage: ForgeStage) {
  const { forge, repository } = stage
  const number = await stage.openIssue({ title: 'Retry charges twice', body: 'It does.' })
  const issue = { ...repository, number }
  const branch = candidateBranch(issue, 1, 'minimal-change')
  const head = await stage.push(branch, 'a.txt', `for #${number}\n`)
  const draft = { branch, base: 'main', title: 'A candidate', body: 'It is one.' }
  const handle = await forge.ensureDraft(repository, draft)
  const facts = async () => {
    const found = await forge.facts({ issue, candidates: [{ candidate: 'minimal-change', branch }] })
    const candidate = found?.candidates[0]
    if (!candidate) throw new Error('the candidate is gone')
    return candidate
  }
  const read = async (): Promise<PullRequestFacts> => {
    const { pullRequest } = await facts()
    if (!pullRequest) throw new Error('the pull request is gone')
    return pullRequest
  }
  return { stage, branch, head, draft, handle, facts, read }
}
