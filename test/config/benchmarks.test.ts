import { expect, it } from 'vitest'
import { benchmarkTable, type Figure, quotedTable } from '../../src/config/benchmarks.ts'

const slow: Figure = {
  name: 'ready',
  figure: 3.04,
  unit: 's',
  goal: { atMost: 2 },
  bound: 0.3,
  headline: true,
}
const fast: Figure = { name: 'wakes', figure: 8045, unit: '', goal: { atLeast: 2_000 } }
const measurement = { command: 'a.ts 1', at: '2026-01-01', machine: '2 cores, 8 GB' }

it('shows every figure with its goal, what is possible, and whether the goal was missed', () => {
  expect(
    benchmarkTable([{ ...measurement, figures: [slow, fast] }]),
  ).toBe(`| What | Figure | Goal | Best possible | |
|---|---|---|---|---|
| **\`a.ts 1\`** | | | | 2026-01-01, 2 cores, 8 GB |
| ready | 3.04 s | ≤ 2 s | 0.3 s | missed |
| wakes | 8,045 | ≥ 2,000 |  |  |`)
})

it('quotes what is meant for the README, no more than ten figures', () => {
  expect(quotedTable([{ ...measurement, figures: [slow, fast] }])).toBe(`| What | Figure | Goal | |
|---|---|---|---|
| ready | 3.04 s | ≤ 2 s | missed |`)
  const many = Array.from({ length: 11 }, () => slow)
  expect(() => quotedTable([{ ...measurement, figures: many }])).toThrow('10 figures, not 11')
})
