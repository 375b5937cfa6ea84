import { expect, it } from 'vitest'
import { mutantsOf } from '../../../../src/adapters/proof/strength/mutants-of.ts'
import { unwrapsOf } from '../../../../src/adapters/proof/strength/unwraps-of.ts'

async function edits(path: string, text: string): Promise<string[]> {
  const lines = new Set(text.split('\n').map((_, at) => at + 1))
  return (await mutantsOf(path, text, lines, unwrapsOf)).map(({ from, to }) => `${from} → ${to}`)
}

it('a conversion may be forgotten, a call for its effect and one of several values are none', async () => {
  const python =
    'def f(a, *b):\n    yield list(a)\n    c = a.lower()\n    log(a)\n    g(a, c)\n    return g(*b) + sum(x for x in b)\n'
  expect(await edits('a.py', python)).toEqual(['list(a) → a', 'a.lower() → a'])
  const script = 'const a = String(b)\nlog(a)\nexport const c = a.trim().concat(a, b)\n'
  expect(await edits('a.ts', script)).toEqual(['String(b) → b', 'a.trim() → a'])
})

it('where a compiler would tell, nothing is forgotten', async () => {
  expect(await edits('a.go', 'package a\n\nfunc f(a int) string { return string(a) }\n')).toEqual([])
})
