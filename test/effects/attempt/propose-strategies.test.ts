import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { redactedStore } from '../../../src/adapters/redaction/redacted-store.ts'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { PLANNER } from '../../../src/domain/candidate/candidate.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Store } from '../../../src/ports/store.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
} from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { onThisHost, shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let directory: string
let sample: SampleRepository
let store: Store

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory)
})
beforeEach(() => {
  store = redactedStore(createMemoryStore(), createRedactor())
})

const key = { speculation: aSpeculation().id, candidate: PLANNER, number: 1 }

/** A planner that is a shell script; the brief is on its standard input. `seconds` is what it is granted. */
async function planBy(script: string, seconds = 60): Promise<AttemptOutcome | undefined> {
  const { plan } = aSpeculation()
  const proposing = { toolchain: 'thinker', candidates: 3, among: ['scripted'] }
  await store.insertSpeculation(
    aSpeculation({ base: { branch: 'main', commit: sample.base }, plan: { ...plan, proposing } }),
  )
  await store.insertAttempt({
    ...key,
    toolchain: 'thinker',
    task: { kind: 'plan' },
    status: 'queued',
    queuedAt: NOW,
    grant: { seconds },
  })
  const toolchain = shellToolchain(script)
  const context: RunAttempt = {
    store,
    workspace: createWorkspace({ dataDir: join(directory, 'data') }),
    analysis: createAnalysis({ read: sharedReading }),
    clock: { now: () => Date.parse(NOW) },
    agents: createAgents(new Map([['thinker', toolchain]]), onThisHost),
    forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
    log: () => undefined,
  }
  await runAttempt(context, key, new AbortController().signal)
  return (await store.attempts(key.speculation))[0]?.outcome
}

const leave = (plan: unknown) =>
  `mkdir .speculate && printf '%s' '${JSON.stringify(plan)}' > .speculate/plan.json`
const one = { id: 'client', value: 'the client', strategy: 'Fix the client.', constraints: [] }

describe('a planner', () => {
  it('reads the issue in its brief and the base in its work tree, and only its strategies are kept', async () => {
    const proposals = { dimension: 'where', strategies: [one, { ...one, id: 'server', value: 'the server' }] }
    const reading = `cat > .brief && grep -q 'Propose 3 strategies' .brief && grep -q 'Retry charges twice' .brief
      test "$(git rev-parse HEAD)" = ${sample.base} && echo changed > added.txt`
    const outcome = await planBy(`${reading} && ${leave(proposals)}`)
    expect(outcome).toMatchObject({ kind: 'plan', proposals })
    expect(await store.bundle(key)).toBeUndefined()
    expect(await plainGit(sample.path, 'for-each-ref', '--format=%(refname)')).not.toContain('planner')
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
    expect(await planBy(script)).toMatchObject({
      kind: 'failure',
      failure,
      detail: expect.stringContaining(why),
    })
  })

  it('that never answers is ended when its time is over', async () => {
    expect(await planBy('sleep 600', 1)).toMatchObject({ kind: 'failure', failure: 'budget-spent' })
  })
})
