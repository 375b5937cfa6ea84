import { describe, expect, it } from 'vitest'
import { mutantsOf } from '../../../../src/adapters/proof/strength/mutants-of.ts'

async function edits(path: string, text: string, ...lines: number[]): Promise<string[]> {
  return (await mutantsOf(path, text, new Set(lines))).map(({ from, to }) => `${from} → ${to}`)
}

describe('mutants by grammar', () => {
  it('change what a line means, and nothing in other lines, comments or types', async () => {
    const text =
      'const f = (a: Map<string, number>, b: number) => // a < b\n  b < 3 && a.size > 0\nconst g = 1 + 2\n'
    expect(await edits('src/f.ts', text, 1, 2)).toEqual(['< → <=', '&& → ||', '> → >=', '3 → 4', '0 → 1'])
  })

  it.each([
    [
      'a.py',
      'if a is None and b:\n    return True\n',
      ['a is None and b → not (a is None and b)', 'is → is not', 'and → or', 'True → False'],
    ],
    ['a.go', 'package a\nfunc f(a int) bool { if a >= 2 { return true }; return false }\n', ['>= → >']],
    ['a.rb', 'def f(a)\n  return 1 if a == 2\nend\n', ['== → !=']],
    ['a.rs', 'fn f(a: u32) -> bool { a < 3 || false }\n', ['< → <=', '|| → &&']],
  ])('in %s', async (path, text, some) => {
    expect(await edits(path, text, 1, 2, 3)).toEqual(expect.arrayContaining(some))
  })

  it('forget a call or an answer, where there is no operator', async () => {
    const text = 'def f(a):\n    a.sort()\n    return a.copy()\n'
    expect(await edits('a.py', text, 2, 3)).toEqual(['a.sort() → ', 'return a.copy() → return None'])
  })

  it('shorten a text that letters stand before, as a pattern of Python', async () => {
    const text = 'A = [\n    (r"IF\\s+EXISTS", 1),\n    "",\n]\n'
    expect(await edits('a.py', text, 2, 3)).toEqual(['1 → 2', 'r"IF\\s+EXISTS" → r"F\\s+EXISTS"'])
  })

  it('are none where the grammar cannot read', async () => {
    expect(await edits('a.txt', 'a < b', 1)).toEqual([])
    expect(await edits('a.js', 'a << << b', 1)).toEqual([])
  })
})
