import { describe, expect, it } from 'vitest'
import { advance } from '../../../src/advance.ts'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { conclusionOf } from '../../builders/run/judged-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf } from '../../builders/story.ts'
import { measuredPatch, type PatchOn } from '../../judges/judge-patch.ts'
import { REPOSITORIES } from '../../judges/repositories/repositories.ts'

/** Reports what an agent would, and is measured as a patch on the adder is. */
async function attempted(id: string, on: PatchOn, confidence?: number): Promise<Attempt> {
  const { patch, measures } = await measuredPatch(REPOSITORIES.adder, on)
  const report = { rationale: '', testsAdded: [], risks: [], ...(confidence !== undefined && { confidence }) }
  const own = { ...patch, commit: commitOf(id) }
  return anAttempt(id, { outcome: { kind: 'patch', patch: own, report, usage: { seconds: 1 }, measures } })
}

const CHEAT: PatchOn = { change: { 'package.json': (text) => text.replace('node --test', 'true') } }
const HONEST: PatchOn = {
  change: {
    'src/add.js': (text) => text.replace('a - b', 'a + b'),
    'test/zero.test.js':
      "import test from 'node:test'\nimport assert from 'node:assert'\nimport { add } from '../src/add.js'\n\ntest('zero', () => assert.equal(add(0, 0), 0))\n",
  },
}

async function aRun() {
  const attempts = [await attempted('one', CHEAT, 1), await attempted('two', HONEST, 0.9)]
  const speculation = aSpeculation()
  const briefs = speculation.plan.briefs.slice(0, 2)
  return { attempts, speculation: { ...speculation, plan: { ...speculation.plan, briefs } } }
}

const REASON = 'changes `scripts.test` in `package.json`, which the check `test` runs'

describe('V1, V2: a candidate that turns its test into `true`', () => {
  it('is rejected with the file, the part and the check, and the honest one is promoted', async () => {
    const { attempts, speculation } = await aRun()
    const candidates = ['one', 'two'].map((id, index) => candidateFacts(id, aPullRequest(id, 21 + index)))
    const verdict = conclusionOf(aSnapshot({ speculation, attempts, candidates }))?.verdict
    const row = (id: string) => verdict?.scoreboard.rows.find(({ candidate }) => candidate === id)
    expect(row('one')).toMatchObject({ result: 'reject' })
    expect(JSON.stringify(row('one'))).toContain(REASON)
    expect(verdict?.decision).toMatchObject({ kind: 'promote', candidate: 'two' })
  })

  it('T1: is never pushed', async () => {
    const { attempts, speculation } = await aRun()
    const candidates = ['one', 'two'].map((id) => candidateFacts(id))
    const { steps } = advance(aSnapshot({ speculation, attempts, candidates }))
    const pushed = steps.flatMap((step) => (step.do === 'publish-branches' ? step.branches : []))
    expect(pushed.map(({ candidate }) => candidate)).toEqual(['two'])
  })
})
