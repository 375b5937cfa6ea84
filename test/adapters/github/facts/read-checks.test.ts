import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { aForge, api, onGraphql, PATH, useNock } from '../nocked-github.ts'
import {
  aCheckRunNode,
  aPullNode,
  aStatusNode,
  factsAnswer,
  HEAD,
  OLD,
  pulls,
  rollup,
} from './facts-answers.ts'
import { onFacts, onStatuses, query, readPull } from './on-facts.ts'

useNock()

const onJobs = (...ids: readonly number[]) =>
  api()
    .get(`${PATH}/actions/runs/9/jobs`)
    .query({ per_page: 100, filter: 'all' })
    .reply(
      200,
      {
        total_count: ids.length,
        jobs: ids.map((id) => ({
          id,
          run_attempt: 1,
          check_run_url: `https://api.github.com${PATH}/check-runs/${id}`,
        })),
      },
      { etag: '"jobs"' },
    )

describe('checks', () => {
  it('T10: are none of our own, which is shown apart; one of that name by somebody else is no more than an observation', async () => {
    const ours = (id: number, status: string, app = 'speculate') =>
      aCheckRunNode({
        id: `CR_${id}`,
        databaseId: id,
        name: 'speculate',
        status,
        conclusion: status === 'COMPLETED' ? 'NEUTRAL' : null,
        externalId: `speculate/12.1/minimal-change ${id}`,
        checkSuite: { app: { databaseId: 3, slug: app }, commit: { oid: HEAD }, workflowRun: null },
      })
    const nodes = [ours(7, 'COMPLETED'), ours(9, 'IN_PROGRESS'), ours(11, 'COMPLETED', 'somebody-else')]
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup(nodes) })))
    const read = await readPull()
    expect(read).toMatchObject({
      ownCheck: { id: 'CR_9', key: 'speculate/12.1/minimal-change 9', isCompleted: false },
      observationsComplete: true,
    })
    expect(read?.observations).toMatchObject([{ id: 11, name: 'speculate', appSlug: 'somebody-else' }])
  })

  it('come in the words of the domain, confirmed by the job list of their run', async () => {
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aCheckRunNode(), aStatusNode()]) })))
    onJobs(51_000_000_001)
    onStatuses(HEAD, { creator: { login: 'some-ci[bot]' } })
    api().get('/apps/some-ci').reply(200, { id: 77 })
    expect(await readPull()).toMatchObject({
      observationsComplete: true,
      observations: [
        {
          kind: 'check-run',
          id: 51_000_000_001,
          status: 'completed',
          conclusion: 'success',
          headSha: HEAD,
          appSlug: 'github-actions',
          workflow: {
            runId: 9,
            path: '.github/workflows/ci.yml',
            event: 'pull_request',
            jobConfirmed: true,
            jobId: 51_000_000_001,
            runAttempt: 1,
          },
          annotations: [],
        },
        { kind: 'status', context: 'ci/external', state: 'success', creator: 'some-ci[bot]', appId: 77 },
      ],
    })
  })

  it('are not confirmed when the job list does not name them, however many are forged', async () => {
    const forged = [1, 2, 3].map((databaseId) => aCheckRunNode({ databaseId }))
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup(forged) })))
    onJobs(51_000_000_001)
    const observations = (await readPull())?.observations ?? []
    const confirmed = observations.map((seen) => seen.kind === 'check-run' && seen.workflow?.jobConfirmed)
    expect(confirmed).toEqual([false, false, false])
  })

  it('by another app are never confirmed, and the job list is not asked', async () => {
    const other = aCheckRunNode({}, { app: { databaseId: 99, slug: 'other' } })
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup([other]) })))
    expect((await readPull())?.observations).toMatchObject([{ appId: 99, workflow: { jobConfirmed: false } }])
  })

  it('ask for a known run only while one of its checks is unknown, and then by its tag', async () => {
    const forge = aForge()
    const read = (...ids: number[]) => {
      const nodes = ids.map((databaseId) => aCheckRunNode({ databaseId }))
      onFacts(pulls(aPullNode({ statusCheckRollup: rollup(nodes) })))
      return readPull(forge)
    }
    onJobs(1)
    await read(1)
    await read(1)
    api().get(`${PATH}/actions/runs/9/jobs`).query(true).matchHeader('if-none-match', '"jobs"').reply(304)
    const facts = await read(1, 2)
    expect(facts?.observations).toMatchObject([
      { workflow: { jobConfirmed: true } },
      { workflow: { jobConfirmed: false } },
    ])
  })

  it('of another commit than the head are left out', async () => {
    const nodes = [
      aCheckRunNode({}, { commit: { oid: OLD }, workflowRun: null }),
      aStatusNode({ commit: { oid: OLD } }),
    ]
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup(nodes) })))
    expect(await readPull()).toMatchObject({ observations: [], observationsComplete: true })
  })

  it('beyond the first hundred are read too', async () => {
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aStatusNode()], 'c100') })))
    let after: unknown
    const second = rollup([aStatusNode({ context: 'ci/last', state: 'FAILURE' })])
    onGraphql(
      'MoreContexts',
      { data: { node: { headRefOid: HEAD, statusCheckRollup: second } } },
      (variables) => {
        after = variables.after
      },
    )
    onStatuses(HEAD, { context: 'ci/last', state: 'failure' }, {})
    expect(await readPull()).toMatchObject({
      observations: [{ context: 'ci/last', state: 'failure' }, { context: 'ci/external' }],
      observationsComplete: true,
    })
    expect(after).toBe('c100')
  })

  it.each([
    ['the head moved meanwhile', { data: { node: { headRefOid: OLD, statusCheckRollup: rollup([]) } } }],
    ['they cannot be read', { data: { node: { headRefOid: HEAD, statusCheckRollup: { contexts: null } } } }],
  ])('are unknown when %s', async (_name, answer) => {
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aStatusNode()], 'c100') })))
    onGraphql('MoreContexts', answer)
    onStatuses(HEAD, {})
    expect((await readPull())?.observationsComplete).toBe(false)
  })

  it('are unknown, and never green, in an answer with an error below the pull request', async () => {
    const path = ['repository', 'c0', 'nodes', 0, 'statusCheckRollup']
    const errors = [{ type: 'FORBIDDEN', path, message: 'Resource not accessible by integration' }]
    onGraphql('Facts', { data: factsAnswer(pulls(aPullNode())), errors })
    expect(await readPull()).toMatchObject({ observations: [], observationsComplete: false })
  })

  it('are unknown when one of them cannot be read', async () => {
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aStatusNode(), { __typename: 'New' }]) })))
    onStatuses(HEAD, {})
    expect((await readPull())?.observationsComplete).toBe(false)
  })

  it('V39: of a status come from each who has set it, though GitHub shows the newest alone, and are read once', async () => {
    const forge = aForge()
    onStatuses(
      HEAD,
      { creator: { login: 'mallory' } },
      { state: 'pending' },
      { state: 'failure' },
      { creator: null },
    )
    for (let look = 0; look < 2; look++) {
      onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aStatusNode()]) })))
      expect((await readPull(forge))?.observations).toMatchObject([
        { creator: 'mallory', state: 'success' },
        { creator: 'some-ci', state: 'pending' },
        { state: 'success' },
      ])
    }
  })

  it('V39: of a status are unknown when GitHub will not list who has set it', async () => {
    onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aStatusNode()]) })))
    api().get(`${PATH}/commits/${HEAD}/statuses`).query(true).reply(403, { message: 'no' })
    expect(await readPull()).toMatchObject({
      observationsComplete: false,
      observations: [{ state: 'success' }],
    })
  })

  it('tell how many tests a required job ran, by its log, which is read once', async () => {
    const forge = aForge()
    const asked = { ...query, testsOf: ['test'] }
    onJobs(51_000_000_001)
    api().get(`${PATH}/actions/jobs/51000000001/logs`).reply(302, '', { location: 'https://logs.example/1' })
    nock('https://logs.example').get('/1').reply(200, '2026-05-05T12:00:00.1Z ℹ pass 14\nℹ fail 0\n')
    for (let look = 0; look < 2; look++) {
      onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aCheckRunNode()]) })))
      const facts = await forge.facts(asked)
      expect(facts?.candidates[0]?.pullRequest?.observations).toMatchObject([
        { name: 'test', tests: { ran: 14, failed: 0, skipped: 0 } },
      ])
    }
  })

  it('tell no number where the log tells none, and nothing where it is gone', async () => {
    const read = async (status: number, log: string) => {
      onJobs(51_000_000_001)
      onFacts(pulls(aPullNode({ statusCheckRollup: rollup([aCheckRunNode()]) })))
      api().get(`${PATH}/actions/jobs/51000000001/logs`).reply(status, log)
      const facts = await aForge().facts({ ...query, testsOf: ['test'] })
      const [one] = facts?.candidates[0]?.pullRequest?.observations ?? []
      return one?.kind === 'check-run' ? one.tests : 'no check run'
    }
    expect(await read(200, 'ok  \tacme/a\t0.01s')).toBeNull()
    expect(await read(410, '')).toBeUndefined()
  })

  it('are an error when the pull request itself is missing from the answer', async () => {
    const errors = [{ path: ['repository', 'c0'], message: 'timeout' }]
    const answer = factsAnswer()
    onGraphql('Facts', { data: { ...answer, repository: { ...answer.repository, c0: null } }, errors })
    await expect(aForge().facts(query)).rejects.toMatchObject({ kind: 'unavailable' })
  })
})
