import { describe, expect, it } from 'vitest'
import { publishablePatches } from '../../../src/stages/publish/publishable-patches.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aFile } from '../../builders/candidate/patch.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aWaitingRow } from '../../builders/judgement/row.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

/** Who may be published when the patch of `one` touches this path, and every row says that its turn has come. */
function publishable(path: string) {
  const attempts = ['one', 'two'].map((id) =>
    anAttempt(id, { outcome: anOutcome(id, id === 'one' ? { files: [aFile(path)] } : {}) }),
  )
  const speculation = aSpeculation({}, ['one', 'two'])
  const candidates = ['one', 'two'].map((id) => candidateFacts(id))
  const rows = ['one', 'two'].map((id) => aWaitingRow(id, { phase: 'publishing' }))
  return publishablePatches(aSnapshot({ speculation, attempts, candidates }), speculation, rows).map(
    ({ candidate }) => candidate,
  )
}

describe('what may be published', () => {
  it('T1: is nothing that touches a protected path, whatever its row says', () => {
    expect(publishable('src/client.js')).toEqual(['one', 'two'])
    for (const path of ['.github/workflows/ci.yml', 'CODEOWNERS', '.GITHUB/x', '.circleci/config.yml'])
      expect(publishable(path), path).toEqual(['two'])
  })
})
