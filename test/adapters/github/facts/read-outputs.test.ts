import { describe, expect, it } from 'vitest'
import { reportedLatency } from '../../../../src/stages/score/columns/reported-latency.ts'
import { aForge, onGraphql, useNock } from '../nocked-github.ts'
import {
  aBaseNode,
  aCheckRunNode,
  anAnnotation,
  anOutputNode,
  aPullNode,
  factsAnswer,
  OLD,
  pulls,
  rollup,
  someAnnotations,
} from './facts-answers.ts'
import { onFacts, query } from './on-facts.ts'

useNock()

const asked = { ...query, outputsOf: ['test'] }
const other = { app: { databaseId: 99, slug: 'other' } }
const onChecks = (...checks: object[]) => onFacts(pulls(aPullNode({ statusCheckRollup: rollup(checks) })))

async function read(forge = aForge()) {
  const pull = (await forge.facts(asked))?.candidates[0]?.pullRequest
  const [first] = pull?.observations ?? []
  if (first?.kind !== 'check-run') throw new Error('no check run')
  return { first, complete: pull?.observationsComplete }
}

describe('O3: what a check says of itself', () => {
  it('is asked for by id, of required checks that have ended, once for all of them', async () => {
    const forge = aForge()
    const node = (id: string, more: object = {}) => aCheckRunNode({ id, ...more }, other)
    const checks = [
      node('CR_1'),
      node('CR_2', { name: 'another' }),
      node('CR_3', { status: 'IN_PROGRESS', conclusion: null, completedAt: null }),
      node('CR_4'),
    ]
    const ids: unknown[] = []
    const nodes = [anOutputNode({}, [anAnnotation('charged twice', 'FAILURE')]), anOutputNode()]
    onGraphql('CheckOutputs', { data: { nodes } }, (variables) => ids.push(variables.ids))
    for (let look = 0; look < 2; look += 1) {
      onChecks(...checks)
      const { first, complete } = await read(forge)
      expect(first.annotations).toEqual([{ level: 'failure', message: 'charged twice' }])
      expect(complete).toBe(true)
    }
    expect(ids.flat()).toEqual(['CR_1', 'CR_4'])
  })

  it('is asked for again of one that was begun again, and ended anew', async () => {
    const forge = aForge()
    const say = async (completedAt: string, title: string) => {
      onChecks(aCheckRunNode({ completedAt }, other))
      onGraphql('CheckOutputs', { data: { nodes: [anOutputNode({ title })] } })
      return (await read(forge)).first.title
    }
    expect(await say('2026-01-01T00:01:00Z', 'first')).toBe('first')
    expect(await say('2026-01-01T00:09:00Z', 'second')).toBe('second')
  })

  it('is read to the end of its annotations: the rules see the last of hundreds', async () => {
    onChecks(aCheckRunNode({}, other))
    const many = Array.from({ length: 100 }, (_, n) => anAnnotation(`n ${n}`))
    onGraphql('CheckOutputs', { data: { nodes: [anOutputNode({}, many, 'p1')] } })
    const last = [anAnnotation('+900', 'NOTICE', 'speculate:p95-latency-ms'), anAnnotation('bang', 'FAILURE')]
    onGraphql('MoreAnnotations', { data: { node: { annotations: someAnnotations(last) } } })
    const { first } = await read()
    expect(first.annotations).toHaveLength(52)
    expect(first.leftOut).toEqual({ annotations: 50 })
    expect(latencyOf(first)?.milliseconds).toBe(900)
  })

  it('tells no latency where it has more annotations than are read', async () => {
    onChecks(aCheckRunNode({}, other))
    const node = (place: number) => someAnnotations([anAnnotation('p95-latency: -5ms')], `p${place}`)
    onGraphql('CheckOutputs', { data: { nodes: [anOutputNode({ annotations: node(0) })] } })
    for (let page = 1; page < 10; page += 1)
      onGraphql('MoreAnnotations', { data: { node: { annotations: node(page) } } })
    const { first } = await read()
    expect(first.leftOut).toEqual({ unread: true })
    expect(latencyOf(first)).toBeUndefined()
  })

  it('says how much of a long summary is not kept, and keeps the lines that the rules read', async () => {
    onChecks(aCheckRunNode({}, other))
    const summary = `${'lorem ipsum\n'.repeat(5_000)}p95-latency: +7ms\nthe end`
    onGraphql('CheckOutputs', { data: { nodes: [anOutputNode({ summary })] } })
    const { first } = await read()
    expect(first.summary?.length).toBeLessThan(4_100)
    expect(first.leftOut).toEqual({ characters: summary.length - 4_000 })
    expect(latencyOf(first)?.milliseconds).toBe(7)
  })

  it('makes what is known incomplete, and never green, where it cannot be read', async () => {
    onChecks(aCheckRunNode({}, other))
    const errors = [{ type: 'FORBIDDEN', path: ['nodes', 0], message: 'no' }]
    // Asked for with all candidates, and once more with its own.
    for (let times = 0; times < 2; times += 1) onGraphql('CheckOutputs', { data: { nodes: [null] }, errors })
    expect((await read()).complete).toBe(false)
  })

  it('is not asked for of the base', async () => {
    const answer = factsAnswer()
    const base = aBaseNode(aCheckRunNode({}, { ...other, commit: { oid: OLD } }))
    onGraphql('Facts', { data: { ...answer, repository: { ...answer.repository, base } } })
    const facts = await aForge().facts({ ...asked, base: OLD })
    expect(facts?.base).toMatchObject({ observationsComplete: true, observations: [{ name: 'test' }] })
  })
})

function latencyOf(observation: Awaited<ReturnType<typeof read>>['first']) {
  return reportedLatency({
    observations: [observation],
    checks: [{ check: 'test', verdict: 'passed', reason: '', checkRunId: observation.id }],
    contract: [],
  })
}
