import { describe, expect, it } from 'vitest'
import type { PullRequestEvent, PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { HumanChoice } from '../../../src/domain/issue/aftermath.ts'
import { humanChoices } from '../../../src/stages/people/human-choices.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { factsWith, verdictOf } from '../decided.ts'

const IDS = ['one', 'two', 'three']
const BEFORE = '2026-05-05T11:00:00Z'
const LATER = '2026-05-06T12:00:00Z'

const event = (kind: PullRequestEvent['kind'], ours = false, at = LATER): PullRequestEvent => ({
  kind,
  actor: ours ? 'speculate[bot]' : 'maya',
  ours,
  at,
})
const chosen = (kind: HumanChoice['kind'], candidate: string): HumanChoice => ({
  kind,
  candidate,
  actor: 'maya',
  at: NOW,
})

describe('what people chose', () => {
  const fresh = (pulls: Record<string, Partial<PullRequestFacts>>, choices: readonly HumanChoice[] = []) =>
    humanChoices(factsWith(pulls), aSpeculation({ choices: [...choices] }), verdictOf())
      .slice(choices.length)
      .map(({ kind, candidate }) => `${kind} ${candidate}`)
  const again = { events: [event('closed'), event('reopened')] }

  it('is to open the winner again only if they had closed it, whatever else they chose', () => {
    expect(fresh({ one: again }, [chosen('closed', 'two')])).toEqual([])
    expect(fresh({ one: again }, [chosen('made-ready', 'one')])).toEqual([])
    expect(fresh({ one: again }, [chosen('reopened', 'two'), chosen('closed', 'one')])).toEqual([
      'reopened one',
    ])
  })

  it('is nothing when what was opened again is closed again', () => {
    const events = [event('closed', true), event('reopened'), event('closed')]
    expect(fresh({ one: { events } }, [chosen('closed', 'one')])).toEqual([])
    expect(fresh({ two: { events } })).toEqual([])
  })

  it('is nothing when they reopened before the verdict what we had only converted', () => {
    const events = [
      event('drafted', true, BEFORE),
      event('closed', false, BEFORE),
      event('reopened', false, BEFORE),
    ]
    expect(fresh({ two: { state: 'open', events } })).toEqual([])
  })

  it('is the same choice only of the same candidate', () => {
    const three = { state: 'merged' as const, events: [event('closed')] }
    expect(fresh({ three }, [chosen('merged', 'two')])).toEqual(['merged three'])
  })

  it('is not that we closed the winner; it is theirs when nobody says whose it was', () => {
    expect(fresh({ one: { state: 'closed', events: [event('closed', true)] } })).toEqual([])
    expect(fresh({ one: { state: 'closed', events: [] } })).toEqual(['closed one'])
  })

  it('is nothing about a candidate without a pull request', () => {
    expect(
      humanChoices(
        IDS.map((id) => candidateFacts(id)),
        aSpeculation(),
        verdictOf(),
      ),
    ).toEqual([])
  })
})
