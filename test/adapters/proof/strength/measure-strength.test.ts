import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { runMatrix } from '../../../../src/adapters/proof/run/run-matrix.ts'
import { knownRunner } from '../../../../src/adapters/proof/run/test-runner.ts'
import { measureStrength } from '../../../../src/adapters/proof/strength/measure-strength.ts'
import { treeChanges } from '../../../../src/adapters/proof/tests/tree-change.ts'
import { createBubblewrap } from '../../../../src/adapters/sandbox/create-bubblewrap.ts'
import type { Strength } from '../../../../src/domain/proof/proof.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { inSandbox } from '../../sandbox/test-sandbox.ts'
import { ADDER, type Files, RIGHT, testOf, tinyRepository } from '../tiny-repository.ts'

const SUM = testOf('add(2, 3), 5', 'adds')
/** It cannot tell a sum from a difference. */
const ZERO = testOf('add(0, 0), 0', 'nothing and nothing')
const BROKEN = testOf('add(2, 3), 6', 'adds wrongly')
/** With one operator changed it never ends. */
const LOOP = `export function add(a, b) {
  let sum = a
  for (let left = b; left > 0; left -= 1) sum += 1
  return sum
}
`

async function strengthOf(
  candidates: Readonly<Record<string, Files>>,
  { most = 20, runs = Number.POSITIVE_INFINITY, seconds = 10 } = {},
): Promise<readonly Strength[]> {
  const repository = await tinyRepository(ADDER)
  const scratch = await temporaryFolder()
  try {
    const gitDir = join(repository.folder, '.git')
    const changed = []
    for (const [id, files] of Object.entries(candidates))
      changed.push({
        id,
        changes: await treeChanges(gitDir, repository.base, await repository.commit(files)),
      })
    const runner = knownRunner('node --test')
    if (!runner) throw new Error('node --test is known')
    const limits = { memory_mb: 1_024, processes: 128, disk_mb: 64 }
    const request = {
      objects: join(gitDir, 'objects'),
      base: repository.base,
      candidates: changed,
      runner,
      place: { sandbox: createBubblewrap(), limits, seconds, dependencies: () => undefined },
      scratch,
      width: 2,
    }
    const { signal } = new AbortController()
    const matrix = await runMatrix(request, signal)
    let left = runs
    const measuring = { matrix, most, mayGoOn: () => left-- > 0 }
    const strength = await measureStrength(request, measuring, signal)
    expect((await readdir(scratch)).toSorted()).toEqual(['git', 'mutants'])
    return strength
  } finally {
    await repository.remove()
  }
}

describe('how many small changes the tests of a candidate notice', () => {
  inSandbox('is what its own tests fail on, and what they miss is told', async () => {
    const strength = await strengthOf({
      strong: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
      weak: { 'src/add.js': RIGHT, 'test/zero-only.test.js': ZERO },
      untested: { 'src/add.js': RIGHT },
      failing: { 'src/add.js': RIGHT, 'test/broken.test.js': BROKEN },
    })
    expect(strength).toEqual([
      { candidate: 'strong', noticed: 2, of: 2, missed: [] },
      {
        candidate: 'weak',
        noticed: 1,
        of: 2,
        missed: [{ file: 'src/add.js', line: 2, from: '+', to: '-' }],
      },
    ])
  })

  inSandbox('counts what never ends as noticed, and no more are made than asked for', async () => {
    const one = { 'src/add.js': LOOP, 'test/sum.test.js': SUM }
    const measured = { candidate: 'one', noticed: 2, of: 2, missed: [] }
    expect(await strengthOf({ one }, { most: 2, seconds: 6 })).toEqual([measured])
  })

  inSandbox('is measured of everybody alike when time runs out', async () => {
    const files = (name: string) => ({ 'src/add.js': RIGHT, [`test/${name}.test.js`]: SUM })
    const strength = await strengthOf({ one: files('one'), two: files('two') }, { runs: 2 })
    expect(strength.map(({ of }) => of)).toEqual([1, 1])
  })
})
