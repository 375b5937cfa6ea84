import { describe, expect, it } from 'vitest'
import { besideName } from '../../../../src/adapters/proof/tests/beside-name.ts'
import { mergeTests } from '../../../../src/adapters/proof/tests/merge-tests.ts'

const BASE = "import test from 'node:test'\n\ntest('a', () => {\n  a()\n})\n"
const withCase = (name: string, base = BASE) => `${base}\ntest('${name}', () => {\n  ${name}()\n})\n`
const merge = (winner: string, author: string, path = 'test/a.test.js') =>
  mergeTests({ path, base: BASE, winner, author })

describe('a test file that two have changed', () => {
  it('keeps what the winner has and gets the cases of the other after it, whole', async () => {
    expect(await merge(withCase('b'), withCase('c'))).toBe(withCase('c', withCase('b')))
  })

  it('gets a case inside of a group as well', async () => {
    const base = "describe('all', () => {\n  it('a', () => {\n    a()\n  })\n})\n"
    const inside = (...names: string[]) =>
      base.replace(
        /\}\)\n$/,
        `${names.map((name) => `  it('${name}', () => {\n    ${name}()\n  })\n`).join('')}})\n`,
      )
    const given = { path: 'a.test.js', base, winner: inside('b'), author: inside('c') }
    expect(await mergeTests(given)).toBe(inside('b', 'c'))
  })

  it('imports once what both import', async () => {
    const line = "import { b } from './b.js'\n"
    const importing = (text: string) => text.replace("'node:test'\n", `'node:test'\n${line}`)
    const author = importing(withCase('c')).replace(line, `${line}import { c } from './c.js'\n`)
    const merged = await merge(importing(withCase('b')), author)
    expect(merged?.split(line)).toHaveLength(2)
    expect(merged).toContain("import { c } from './c.js'\n")
  })

  it('holds once what both wrote alike', async () => {
    expect(await merge(withCase('b'), withCase('b'))).toBe(withCase('b'))
  })

  it('is left alone where both change the same lines, or nothing readable would come out', async () => {
    const changed = (word: string) => BASE.replace('a()', word)
    expect(await merge(changed('b()'), changed('c()'))).toBeUndefined()
    const python = { path: 'test_a.py', base: 'def test_a():\n    pass\n' }
    const half = { winner: `${python.base}x = (\n`, author: `${python.base}y = 1\n` }
    expect(await mergeTests({ ...python, ...half })).toBeUndefined()
  })
})

describe('a new test file whose name is taken', () => {
  it.each([
    ['test/refund.test.js', 'test/refund.fix-b.test.js'],
    ['src/a.spec.tsx', 'src/a.fix-b.spec.tsx'],
    ['tests/test_refund.py', 'tests/test_refund_fix_b.py'],
    ['spec/refund_spec.rb', 'spec/refund_fix_b_spec.rb'],
    ['pkg/refund_test.go', undefined],
    ['src/test/java/RefundTest.java', undefined],
  ])('%s goes to %s', (path, beside) => {
    expect(besideName(path, 'fix-b')).toBe(beside)
  })
})
