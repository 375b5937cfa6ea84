// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { canBeCalled } from '../../../../src/commands/try/checks/later-name.ts'

it.each([
  ['test (${{ matrix }}', 'test (1)', true],
  ['test (${{ matrix }}', 'test', false],
  ['test (${{ matrix }}', 'tests (1)', false],
  ['on ${{ matrix.a }} with ${{ matrix.b }}!', 'on 1 with 2!', true],
  ['on ${{ matrix.a }} with ${{ matrix.b }}!', 'on 1 with 2', false],
  ['on ${{ matrix.a }} with ${{ matrix.b }}!', 'on  with !', true],
  ['a${{ x.y }}a', 'a', false],
  ["${{ format('{0}', needs.a.outputs.b) }} / unit", 'any / unit', true],
  ['unit', 'unit', true],
])('R1: of %s a check called %s is one: %s', (template, name, isOne) => {
  expect(canBeCalled({ template }, name)).toBe(isOne)
})
