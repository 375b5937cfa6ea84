import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'

const ASKS = "() => {\n    expect(parse('a b')).toBe('a%20b')\n  })\n"
const suite = (...parts: readonly string[]) => `import { parse } from '../src/parse.js'\n${parts.join('')}`
const group = (name: string, ...tests: readonly string[]) =>
  `describe('${name}', () => {\n${tests.join('')}})\n`
const test = (name: string) => `  it('${name}', ${ASKS}`

describe('a test that stands there twice', () => {
  it('V29: may go once', async () => {
    const before = suite(group('parse', test('encodes'), test('encodes'), test('encodes words')))
    const after = suite(group('parse', test('encodes')))
    expect((await compare(['test/parse.test.js', before, after])).weakened).toEqual([])
  })

  it('V29: may not go where another group prepares something else for it', async () => {
    const cached = '  beforeEach(() => cache.on())\n'
    const before = suite(group('cached', cached, test('encodes')), group('fresh', test('encodes')))
    const after = suite(group('fresh', test('encodes')))
    expect((await compare(['test/parse.test.js', before, after])).weakened).toMatchObject([
      { what: 'deleted' },
    ])
  })

  it('V29: may not go when the one that stays is skipped', async () => {
    const before = suite(group('parse', test('encodes'), test('encodes words')))
    const after = suite(group('parse', test('encodes').replace('it(', 'it.skip(')))
    expect((await compare(['test/parse.test.js', before, after])).weakened).not.toEqual([])
  })
})
