import { expect, it } from 'vitest'
import { judgePatch } from '../judge-patch.ts'

const TEST =
  'package sum\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestAdd(t *testing.T) {\n\tif Add(1, 2) != 3 {\n\t\tt.Fatal("no")\n\t}\n}\n'
const BASE = {
  'go.mod': 'module sum\n',
  'sum.go': 'package sum\n\nfunc Add(a, b int) int { return a - b }\n',
  'sum_test.go': TEST,
}

it.each([
  [
    'in a test, when the flags have been read',
    'func TestRun(t *testing.T) {\n\tos.Args = []string{"sum", "-v"}\n\tif Add(0, 0) != 0 {\n\t\tt.Fatal("no")\n\t}\n}\n',
    false,
  ],
  ['before any test', 'func init() {\n\tos.Args = []string{"sum", "-test.run=^$"}\n}\n', true],
])('V38: the arguments of a program are put %s', async (_, more, expected) => {
  const change = { 'sum.go': (text: string) => text.replace('a - b', 'a + b'), 'sum_test.go': TEST + more }
  const gates = await judgePatch(BASE, { change })
  expect(gates.some(({ gate }) => gate === 'weakened tests')).toBe(expected)
})
