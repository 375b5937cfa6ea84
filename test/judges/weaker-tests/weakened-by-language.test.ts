import { describe, expect, it } from 'vitest'
import { judgePatch } from '../judge-patch.ts'
import { FOUND_IN } from '../repositories/one-wrong-line.ts'
import { FIXES } from '../repositories/right-fixes.ts'
import { NOT_WEAKENED, WEAKENED, type WeakenedRow } from './tables/weakened.ts'

async function reasonsOf({ on, path, change }: Omit<WeakenedRow, 'says'>): Promise<readonly string[]> {
  const judged = await judgePatch(FOUND_IN[on] ?? {}, { change: { ...FIXES[on], [path]: change } })
  return judged.map(({ gate, reason }) => `${gate}: ${reason}`)
}

describe('tests are weakened beside a right fix', () => {
  it.each(WEAKENED)('$on: $name', async ({ says, ...row }) => {
    const reasons = await reasonsOf(row)
    const found = reasons.filter((one) => one.startsWith('weakened tests: ') && says.test(one))
    expect(found, reasons.join('\n')).not.toEqual([])
  })

  it.each(NOT_WEAKENED)('but not by $on: $name', async (row) => {
    expect(await reasonsOf(row)).toEqual([])
  })

  it('rb: a method goes with its spec', async () => {
    const change = {
      'lib/tea.rb': (text: string) =>
        text.replace('@cups = n\n', '@cups += n\n').replace('  def old_cups\n    @cups\n  end\n', ''),
      'spec/tea_spec.rb': (text: string) => text.replace(/\n {2}it 'is old' do\n.*\n {2}end\n/, ''),
    }
    expect(await judgePatch(FOUND_IN.rb ?? {}, { change })).toEqual([])
  })
})
