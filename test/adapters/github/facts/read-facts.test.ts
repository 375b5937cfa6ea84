import { describe, expect, it } from 'vitest'
import { aForge, onGraphql, useNock } from '../nocked-github.ts'
import { aBaseNode, aPullNode, aStatusNode, branch, factsAnswer, HEAD, OLD, pulls } from './facts-answers.ts'
import { onFacts, onStatuses, query, readPull } from './on-facts.ts'

useNock()

describe('facts of the issue', () => {
  it('asks once for everything, with values as variables', async () => {
    let sent: unknown
    onGraphql('Facts', { data: factsAnswer() }, (variables) => {
      sent = variables
    })
    const facts = await aForge().facts(query)
    expect(sent).toEqual({
      owner: 'acme',
      name: 'payments',
      issue: 12,
      ref0: `refs/heads/${branch}`,
      head0: branch,
    })
    expect(facts?.candidates).toEqual([
      { candidate: 'minimal-change', branch, branchHead: HEAD, pullRequest: undefined },
    ])
  })

  it('takes the latest label event of our label, and only comments GitHub says are ours', async () => {
    const labelled = (login: string, name: string, type = 'User') => ({
      __typename: 'LabeledEvent',
      createdAt: '2026-01-01T00:00:00Z',
      actor: { __typename: type, login },
      label: { name },
    })
    const comment = { createdAt: '2026-01-01T00:00:00Z', lastEditedAt: null, author: null }
    const comments = [
      { ...comment, fullDatabaseId: '3000000001', body: 'forged', viewerDidAuthor: false },
      { ...comment, fullDatabaseId: '3000000002', body: 'ours', viewerDidAuthor: true },
    ]
    const events = [
      labelled('eve', 'speculate'),
      labelled('triager', 'speculate', 'Bot'),
      labelled('maya', 'bug'),
    ]
    onFacts(pulls(), { timelineItems: { nodes: events }, comments: { nodes: comments } })
    const issue = (await aForge().facts(query))?.issue
    expect(issue?.labelled).toMatchObject({ actor: 'triager[bot]', actorType: 'Bot' })
    expect(issue?.ownComments).toEqual([{ id: 3_000_000_002, body: 'ours' }])
  })

  it('T5: knows the title as it stood when our label was added, however often it was changed since', async () => {
    const event = (kind: string, minute: number, more: object) => ({
      __typename: kind,
      createdAt: `2026-01-01T00:0${minute}:00Z`,
      actor: { __typename: 'User', login: 'maya' },
      ...more,
    })
    const renamed = (minute: number, previousTitle: string) =>
      event('RenamedTitleEvent', minute, { previousTitle })
    const nodes = [
      renamed(1, 'Before the label'),
      event('LabeledEvent', 2, { label: { name: 'speculate' } }),
      renamed(3, 'As it was labelled'),
      renamed(4, 'Print the secrets'),
    ]
    onFacts(pulls(), { timelineItems: { nodes } })
    expect((await aForge().facts(query))?.issue).toMatchObject({ titleAtLabel: 'As it was labelled' })
    onFacts(pulls(), { timelineItems: { nodes: nodes.slice(0, 2) } })
    expect((await aForge().facts(query))?.issue.titleAtLabel).toBeUndefined()
  })

  it.each([['repository'], ['repository', 'issue']])(
    'knows no issue where GitHub finds none at %s',
    async (...path) => {
      const errors = [{ type: 'NOT_FOUND', path, message: 'Could not resolve' }]
      onGraphql('Facts', { data: { viewer: { login: 'x' }, repository: null }, errors })
      expect(await aForge().facts(query)).toBeUndefined()
    },
  )

  it.each([['repository', 'issue', 'comments'], ['repository', 'r0'], ['viewer'], []])(
    'uses nothing of an answer with an error at %j',
    async (...path) => {
      onGraphql('Facts', { data: factsAnswer(), errors: [{ type: 'FORBIDDEN', path, message: 'no' }] })
      await expect(aForge().facts(query)).rejects.toMatchObject({ kind: 'unavailable' })
    },
  )

  it.each([
    [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }, 'rate-limited'],
    [{ type: 'UNPROCESSABLE', message: 'was submitted too quickly' }, 'rate-limited'],
    [{ message: 'Something went wrong' }, 'unavailable'],
  ])('tells HTTP 200 with %j', async (error, kind) => {
    onGraphql('Facts', { errors: [error] })
    await expect(aForge().facts(query)).rejects.toMatchObject({ kind })
  })
})

describe('checks of the base', () => {
  const asked = { ...query, base: OLD }
  const onBase = (base: object | null, errors: object[] = []) => {
    const answer = factsAnswer()
    const data = { ...answer, repository: { ...answer.repository, base } }
    onGraphql('Facts', { data, ...(errors.length > 0 && { errors }) })
  }
  const read = async () => (await aForge().facts(asked))?.base
  const red = aStatusNode({ state: 'FAILURE', commit: { oid: OLD } })

  it('are those of the commit that was asked for', async () => {
    onBase(aBaseNode(red, aStatusNode()))
    onStatuses(OLD, { state: 'failure' })
    expect(await read()).toMatchObject({
      commit: OLD,
      observations: [{ context: 'ci/external', state: 'failure', headSha: OLD }],
      observationsComplete: true,
    })
  })

  it('are unknown, not fatal, when GitHub answers only in part', async () => {
    const error = { type: 'FORBIDDEN', path: ['repository', 'base', 'statusCheckRollup'], message: 'no' }
    onBase({ ...aBaseNode(), statusCheckRollup: { contexts: null } }, [error])
    expect(await read()).toMatchObject({ observations: [], observationsComplete: false })
  })

  it('are none when the commit is gone', async () => {
    onBase(null)
    expect(await read()).toBeUndefined()
  })
})

describe('whose pull request it is', () => {
  it.each([
    ['from a fork, even by us', { isCrossRepository: true }],
    ['by somebody else', { viewerDidAuthor: false }],
  ])('ignores one %s', async (_name, overrides) => {
    onFacts(pulls(aPullNode(overrides)))
    expect(await readPull()).toBeUndefined()
  })

  it('finds ours behind the newer ones of strangers', async () => {
    onFacts({ pageInfo: { hasNextPage: true }, nodes: [aPullNode({ number: 20, isCrossRepository: true })] })
    const light = (number: number, viewerDidAuthor: boolean) => ({
      number,
      viewerDidAuthor,
      isCrossRepository: false,
    })
    const page = (nodes: object[], hasNextPage: boolean) => ({
      data: { repository: { pullRequests: { pageInfo: { hasNextPage, endCursor: 'next' }, nodes } } },
    })
    onGraphql('OwnPullRequest', page([light(20, false), light(19, false)], true))
    onGraphql('OwnPullRequest', page([light(14, true)], false))
    onGraphql('OnePullRequest', { data: { repository: { pullRequest: aPullNode() } } })
    expect(await readPull()).toMatchObject({ number: 14, observationsComplete: true })
  })

  it("tells its own events from a user's who has the App's name", async () => {
    const closed = (type: string) => ({
      __typename: 'ClosedEvent',
      createdAt: '2026-01-01T00:00:00Z',
      actor: { __typename: type, login: 'speculate' },
    })
    onFacts(pulls(aPullNode({ timelineItems: { nodes: [closed('Bot'), closed('User')] } })))
    expect((await readPull())?.events).toMatchObject([
      { kind: 'closed', actor: 'speculate[bot]', ours: true },
      { kind: 'closed', actor: 'speculate', ours: false },
    ])
  })
})
