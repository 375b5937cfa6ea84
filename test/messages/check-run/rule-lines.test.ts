import { expect, it } from 'vitest'
import { Settings } from '../../../src/domain/settings.ts'
import { KEPT, ruleLines } from '../../../src/messages/check-run/rule-lines.ts'
import { effectiveGates, GATES } from '../../../src/stages/gates/gates.ts'

it('says of every gate that can reject what is true of who keeps to it', () => {
  const rejecting = GATES.filter(({ class: kind }) => kind !== 'merging').map(({ name }) => name)
  expect(Object.keys(KEPT).toSorted()).toEqual(rejecting.toSorted())
})

it('begins with what rejected, also by a gate that a check has named, and says what is switched off', () => {
  const gates = effectiveGates(Settings.parse({ gates: { off: ['diff size'] } }))
  const tripped = [
    { gate: 'licence', reason: 'fails `licence`' },
    { gate: 'secret', reason: 'adds what looks like a secret (`npm`) in `a.js`, line 3' },
  ]
  const lines = ruleLines(gates, tripped)
  expect(lines.slice(0, 3)).toEqual([
    '- ✗ `licence`: it fails `licence`.',
    '- ✗ `secret`: it adds what looks like a secret (`npm`) in `a.js`, line 3.',
    '- ✓ `empty diff`: it changes something.',
  ])
  expect(lines).toContain('- – `diff size`: switched off in the settings.')
  expect(lines.filter((line) => line.includes('`secret`'))).toHaveLength(1)
})

it('T6: quotes what others wrote as code', () => {
  const [line] = ruleLines([], [{ gate: 'what judges', reason: 'touches @maya and <img src=x>' }])
  expect(line).toBe('- ✗ `what judges`: it touches `@maya` and `<img` `src=x>`.')
})
