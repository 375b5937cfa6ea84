import { expect, it } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { ForgeStage } from '../forge.ts'
import { drafted } from './drafted.ts'

export function describeReading(stage: () => ForgeStage): void {
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

export function describeEntrants(stage: () => ForgeStage): void {
  it('reads commands of people with who wrote them and when, and nothing that only looks like one', async () => {
    const { forge, repository, login, openIssue, comment } = stage()
    const number = await openIssue({ title: 'x', body: '/speculate enter #1' })
    const first = await comment(number, '/speculate enter #7\nIt is better.', 'maya')
    await comment(number, '> /speculate enter #7')
    const second = await comment(number, `/speculate enter #8\n${'It is long. '.repeat(1_000)}`)
    const marker = '/speculate enter #9'
    await forge.ensureComment(repository, { on: number, existing: undefined, marker, body: marker })
    const facts = await forge.facts({ issue: { ...repository, number }, candidates: [] })
    expect(facts?.issue.commands).toMatchObject(
      [
        { id: first, author: 'maya', authorType: 'User', isEdited: false, body: /enter #7\nIt is/ },
        { id: second, author: 'stranger', authorType: 'User', body: /^.{19}\n.{980}$/ },
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
