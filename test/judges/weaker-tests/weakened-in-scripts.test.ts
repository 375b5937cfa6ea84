import { describe, expect, it } from 'vitest'
import { judgePatch } from '../judge-patch.ts'
import { FOUND_IN } from '../repositories/one-wrong-line.ts'
import { FIXES } from '../repositories/right-fixes.ts'
import { HONEST_SCRIPTS, type ScriptRow, WEAKENED_SCRIPTS } from './tables/weakened-scripts.ts'

async function weakeningsOf({ on, change }: ScriptRow): Promise<readonly string[]> {
  const judged = await judgePatch(FOUND_IN[on] ?? {}, { change: { ...FIXES[on], ...change } })
  return judged.filter(({ gate }) => gate === 'weakened tests').map(({ reason }) => reason)
}

describe('tests of JavaScript, TypeScript and Python are weakened beside a right fix', () => {
  it.each(WEAKENED_SCRIPTS)('$on: $name', async ({ says, ...row }) => {
    expect((await weakeningsOf(row)).join('\n')).toMatch(says)
  })

  it.each(HONEST_SCRIPTS)('but not by $on: $name', async (row) => {
    expect(await weakeningsOf(row)).toEqual([])
  })
})
