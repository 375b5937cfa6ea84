import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { redactedStore } from '../../../src/adapters/redaction/redacted-store.ts'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { TRIAGE } from '../../../src/domain/candidate/candidate.ts'
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

const key = { speculation: aSpeculation().id, candidate: TRIAGE, number: 1 }

/** Whoever is asked is a shell script; the brief is on its standard input. */
async function opinionBy(script: string, seconds = 60): Promise<AttemptOutcome | undefined> {
  const { plan } = aSpeculation()
  const classifying = { toolchain: 'thinker', boxes: ['strategies' as const, 'bounded' as const] }
  await store.insertSpeculation(
    aSpeculation({ base: { branch: 'main', commit: sample.base }, plan: { ...plan, classifying } }),
  )
  await store.insertAttempt({
    ...key,
    toolchain: 'thinker',
    task: { kind: 'classify' },
    status: 'queued',
    queuedAt: NOW,
    grant: { seconds },
  })
  const context: RunAttempt = {
    store,
    workspace: createWorkspace({ dataDir: join(directory, 'data') }),
    analysis: createAnalysis({ read: sharedReading }),
    clock: { now: () => Date.parse(NOW) },
    agents: createAgents(new Map([['thinker', shellToolchain(script)]]), onThisHost),
    forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
    log: () => undefined,
  }
  await runAttempt(context, key, new AbortController().signal)
  return (await store.attempts(key.speculation))[0]?.outcome
}

const leave = (opinion: unknown) =>
  `mkdir .speculate && printf '%s' '${JSON.stringify(opinion)}' > .speculate/opinion.json`
const yes = { yes: true, why: 'Either end could.', files: [] as string[] }

describe('who is asked for an opinion', () => {
  it('reads the issue in its brief and the base in its work tree, and only its answer is kept', async () => {
    const reading = `cat > .brief && grep -q 'worth several candidates' .brief && grep -q 'Retry charges twice' .brief
      test "$(git rev-parse HEAD)" = ${sample.base} && echo changed > added.txt`
    const outcome = await opinionBy(`${reading} && ${leave({ strategies: yes, promote: 'me' })}`)
    expect(outcome).toMatchObject({ kind: 'opinion', opinion: { strategies: yes } })
    expect(await store.bundle(key)).toBeUndefined()
    expect(await plainGit(sample.path, 'for-each-ref', '--format=%(refname)')).not.toContain('triage')
  })

  it('names files of the base, and no others: neither made up nor made by itself', async () => {
    const files = ['README.md', 'nowhere.js', 'made.js', '../README.md', '.git/config', ':(top)README.md']
    const known = (await plainGit(sample.path, 'ls-tree', '-r', '--name-only', sample.base)).split('\n')
    const [first = ''] = known
    const outcome = await opinionBy(
      `echo > made.js; ${leave({ bounded: { ...yes, files: [first, ...files] } })}`,
    )
    const kept = [first, ...files.filter((file) => known.includes(file))]
    expect(outcome).toMatchObject({ opinion: { bounded: { files: kept } } })
    expect(kept.length).toBeLessThan(files.length)
  })

  it('that copies a secret into a reason has given none for that box', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    const outcome = await opinionBy(leave({ strategies: { ...yes, why: `see ${token}` }, bounded: yes }))
    expect(outcome).toMatchObject({ kind: 'opinion', opinion: { bounded: yes } })
    expect(outcome?.kind === 'opinion' && outcome.opinion.strategies).toBeUndefined()
    expect(JSON.stringify(outcome)).not.toContain(token)
  })

  it.each([
    ['a reason', { why: 'x'.repeat(2_001) }],
    ['files', { files: Array.from({ length: 51 }, () => 'README.md') }],
    ['a path', { files: ['x'.repeat(401)] }],
  ])('that says far too much of one box has answered the others: %s', async (_, tooMuch) => {
    const outcome = await opinionBy(leave({ strategies: { ...yes, ...tooMuch }, bounded: yes }))
    expect(outcome).toMatchObject({ kind: 'opinion', opinion: { bounded: yes } })
    expect(outcome?.kind === 'opinion' && outcome.opinion.strategies).toBeUndefined()
  })

  it.each([
    ['nothing', 'true', 'no-changes', 'it left no .speculate/opinion.json'],
    ['prose', 'mkdir .speculate && echo "Yes." > .speculate/opinion.json', 'no-changes', 'is not valid JSON'],
    ['a yes without a reason', leave({ bounded: { yes: true } }), 'no-changes', 'bounded.why'],
    ['a list', leave([yes]), 'no-changes', '.speculate/opinion.json: it'],
    ['an error', 'exit 4', 'crashed', 'exit code 4'],
  ])('that leaves %s has said nothing', async (_, script, failure, why) => {
    expect(await opinionBy(script)).toMatchObject({
      kind: 'failure',
      failure,
      detail: expect.stringContaining(why),
    })
  })

  it('that never answers is ended when its time is over', async () => {
    expect(await opinionBy('sleep 600', 1)).toMatchObject({ kind: 'failure', failure: 'budget-spent' })
  })
})
