import { beforeAll, describe, expect, it } from 'vitest'
import { PLANNER } from '../../../src/domain/candidate/candidate.ts'
import { plainGit } from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { askingScripts, expectFailure, leaving } from './asking-scripts.ts'

let asking: Awaited<ReturnType<typeof askingScripts>>

beforeAll(async () => {
  asking = await askingScripts()
})

const { plan } = aSpeculation()
const proposing = { toolchain: 'thinker', candidates: 3, among: ['scripted'] }

/** `seconds` is what the planner is granted. */
const planBy = (script: string, seconds = 60) =>
  asking.ask(script, {
    ...{ candidate: PLANNER, number: 1, task: { kind: 'plan' }, grant: { seconds } },
    run: { plan: { ...plan, proposing } },
  })

const leave = (proposals: unknown) => leaving('plan.json', proposals)
const one = { id: 'client', value: 'the client', strategy: 'Fix the client.', constraints: [] }

describe('a planner', () => {
  it('reads the issue in its brief and the base in its work tree, and only its strategies are kept', async () => {
    const proposals = { dimension: 'where', strategies: [one, { ...one, id: 'server', value: 'the server' }] }
    const reading = `cat > .brief && grep -q 'Propose 3 strategies' .brief && grep -q 'Retry charges twice' .brief
      test "$(git rev-parse HEAD)" = ${asking.sample.base} && echo changed > added.txt`
    const outcome = await planBy(`${reading} && ${leave(proposals)}`)
    expect(outcome).toMatchObject({ kind: 'plan', proposals })
    expect(await plainGit(asking.sample.path, 'for-each-ref', '--format=%(refname)')).not.toContain('planner')
  })

  it('that copies a secret into a strategy hands it to nobody', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    const strategies = [
      { ...one, constraints: ['short', `keep ${token}`] },
      { ...one, id: 'server' },
    ]
    const outcome = await planBy(leave({ dimension: `not ${token}`, strategies }))
    const nothing = { id: expect.stringContaining('withheld'), value: '', strategy: '', constraints: [] }
    expect(outcome).toMatchObject({
      kind: 'plan',
      proposals: { strategies: [nothing, { ...one, id: 'server' }] },
    })
    expect(JSON.stringify(outcome)).not.toContain(token)
  })

  it.each([
    ['nothing', 'true', 'no-changes', 'it left no .speculate/plan.json'],
    [
      'prose',
      'mkdir .speculate && echo "Three ways:" > .speculate/plan.json',
      'no-changes',
      'is not valid JSON',
    ],
    ['something else', leave({ plan: [] }), 'no-changes', '.speculate/plan.json: dimension'],
    ['an error', 'exit 4', 'crashed', 'exit code 4'],
  ])('that leaves %s has proposed nothing', async (_, script, failure, why) => {
    expectFailure(await planBy(script), failure, why)
  })

  it('that never answers is ended when its time is over', async () => {
    expect(await planBy('sleep 600', 1)).toMatchObject({ kind: 'failure', failure: 'budget-spent' })
  })
})
