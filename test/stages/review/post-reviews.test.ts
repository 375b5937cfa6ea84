import { describe, expect, it } from 'vitest'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import { postReviews } from '../../../src/stages/review/post-reviews.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

const MARKER = '<!-- speculate:review acme/payments#12.1 one claude -->'
const OTHER = '<!-- speculate:review acme/payments#12.1 one gemini -->'

function review(candidate: string, toolchain: string): Attempt {
  const outcome: AttemptOutcome = {
    kind: 'review',
    review: {
      verdict: 'request_changes',
      summary: 'Almost.',
      findings: [{ path: 'src/client.js', line: 3, text: 'Retries for ever.', onLine: true }],
      commit: 'c0ffee',
    },
    usage: { seconds: 1 },
  }
  return anAttempt(candidate, { toolchain, task: { kind: 'review', commit: 'c0ffee' }, outcome })
}

const posted = (changes: Partial<PullRequestFacts> = {}, attempts = [review('one', 'claude')]) =>
  postReviews(
    aSnapshot({
      attempts,
      candidates: [
        candidateFacts('two', aPullRequest('two', 22)),
        candidateFacts('one', aPullRequest('one', 21, changes)),
      ],
    }),
    aSpeculation(),
  )

describe('a review', () => {
  it('is posted on the draft that it is about, with what it found on its line', () => {
    expect(posted()).toEqual([
      {
        do: 'post-review',
        pullRequest: { number: 21, nodeId: 'PR_21' },
        commit: 'c0ffee',
        marker: MARKER,
        body: expect.stringContaining('**Review by `claude`: asks for changes.**'),
        comments: [{ path: 'src/client.js', line: 3, body: expect.stringContaining('Retries for ever.') }],
        bodyAlone: expect.stringContaining('Retries for ever.'),
      },
    ])
  })

  it.each<[string, Partial<PullRequestFacts>, number]>([
    ['nothing of ours is on it', { ownReviews: [] }, 1],
    ['it is there', { ownReviews: [{ id: 1, body: `${MARKER}\nwords` }] }, 0],
    [
      'it is there beside another one',
      {
        ownReviews: [
          { id: 1, body: OTHER },
          { id: 2, body: MARKER },
        ],
      },
      0,
    ],
    ['only another one is there', { ownReviews: [{ id: 1, body: OTHER }] }, 1],
    ['only a quotation of it is there', { ownReviews: [{ id: 1, body: `> so\n${MARKER}` }] }, 1],
    ['it was closed', { state: 'closed' }, 0],
    ['it was merged', { state: 'merged' }, 0],
  ])('is posted once, and only on an open draft: %s', (_, changes, times) => {
    expect(posted(changes)).toHaveLength(times)
  })

  it('is not what an agent wrote, and not one that is not finished', () => {
    const open = aRunningAttempt('one', { task: { kind: 'review', commit: 'c0ffee' } })
    expect(posted({}, [anAttempt('one'), open])).toEqual([])
  })

  it('has no place without a pull request', () => {
    const attempts = [review('one', 'claude')]
    const none = [candidateFacts('one')]
    expect(postReviews(aSnapshot({ attempts, candidates: none }), aSpeculation())).toEqual([])
    expect(postReviews(aSnapshot({ attempts }), aSpeculation())).toEqual([])
  })

  it('of several reviewers is posted for each', () => {
    const all = posted({}, [review('one', 'claude'), review('two', 'claude'), review('one', 'gemini')])
    expect(all.map((step) => step.do === 'post-review' && [step.pullRequest.number, step.marker])).toEqual([
      [21, MARKER],
      [22, '<!-- speculate:review acme/payments#12.1 two claude -->'],
      [21, OTHER],
    ])
  })
})
