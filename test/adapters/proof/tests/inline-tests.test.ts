import { describe, expect, it } from 'vitest'
import { parseRust, withTestsOf } from '../../../../src/adapters/proof/tests/inline-tests.ts'

const product = (operator: string) => `pub fn add(a: i32, b: i32) -> i32 {\n    a ${operator} b\n}\n`
const tests = (...cases: readonly string[]) =>
  [
    '#[cfg(test)]',
    'mod tests {',
    '    use super::*;',
    ...cases.flatMap((one, at) => [
      '',
      '    #[test]',
      `    fn case_${at}() {`,
      `        assert_eq!(${one});`,
      '    }',
    ]),
    '}',
    '',
  ].join('\n')
const file = (operator: string, ...cases: readonly string[]) => `${product(operator)}\n${tests(...cases)}`

describe('tests inside of a file of Rust', () => {
  it('are put into the code of another, which keeps nothing of its own tests', async () => {
    const rival = file('*', 'add(1, 1), 1')
    const author = file('+', 'add(2, 0), 2', 'add(2, 3), 5')
    expect(await withTestsOf(rival, author)).toBe(file('*', 'add(2, 0), 2', 'add(2, 3), 5'))
  })

  it('are told by their lines, wherever they stand', async () => {
    const first = '#[test]\nfn a() {}\n'
    const parsed = await parseRust(`${first}${product('+')}${first}#[test] fn b() {}`)
    expect([...(parsed?.lines ?? [])]).toEqual([1, 2, 6, 7, 8])
    expect(parsed?.product).toBe(product('+'))
  })

  it('stand where the others stood, and at the end where there were none', async () => {
    const after = 'pub fn last() {}\n'
    const rival = `${product('-')}\n${tests('add(1, 1), 0')}${after}`
    expect(await withTestsOf(rival, file('+', 'add(2, 3), 5'))).toBe(
      `${product('-')}\n${tests('add(2, 3), 5')}${after}`,
    )
    expect(await withTestsOf(product('-'), file('+', 'add(2, 3), 5'))).toBe(
      product('-') + tests('add(2, 3), 5'),
    )
  })

  it('go with what is built for them alone: helpers, imports, and a test without a module', async () => {
    const helpers = '#[cfg(test)]\nuse std::fmt;\n\n#[cfg(test)]\nfn five() -> i32 {\n    5\n}\n'
    const loose = '#[test]\n#[should_panic]\nfn overflows() {\n    add(i32::MAX, 1);\n}\n'
    const author = `${helpers}${product('+')}${loose}`
    const mixed = await withTestsOf(product('-'), author)
    expect(mixed).toContain('fn five()')
    expect(mixed).toContain('#[should_panic]\nfn overflows()')
    expect(mixed).toContain('a - b')
    expect((await parseRust(author))?.product.trim()).toBe(product('+').trim())
  })

  it('leave alone what only talks of tests', async () => {
    const quoting = `${product('+')}const HELP: &str = "#[cfg(test)] mod tests { }";\n// #[cfg(test)]\n`
    expect((await parseRust(quoting))?.tests).toEqual([])
    expect(await withTestsOf(quoting, quoting)).toBe(quoting)
  })

  it('stay where they are in the middle of a module, and in what is no Rust', async () => {
    const nested = `pub mod inner {\n    #[cfg(test)]\n    mod tests {\n        #[test]\n        fn a() {}\n    }\n}\n`
    expect(await parseRust(nested)).toBeUndefined()
    expect(await withTestsOf('fn broken( {', file('+', 'add(2, 3), 5'))).toBeUndefined()
  })
})
