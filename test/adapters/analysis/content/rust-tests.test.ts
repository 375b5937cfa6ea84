import { describe, expect, it } from 'vitest'
import { rustTests } from '../../../../src/adapters/analysis/content/rust-tests.ts'

const PRODUCT = `pub struct Glob { re: String }

impl Glob {
    #[cfg(test)]
    fn is_match(&self, path: &str) -> bool {
        assert_eq!(self.re, path);
        true
    }

    fn push_alternate(&mut self) -> Result<(), Error> {
        return Err(self.error(ErrorKind::Nested));
    }
}
`
const TESTS = `
#[cfg(test)]
mod tests {
    fn helper() {}

    #[test]
    fn matches() {
        assert!(true);
    }
}
`

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

describe('tests of Rust beside the product', () => {
  it('V27: a function of the product after one that is only for tests is no test', () => {
    const kept = rustTests(PRODUCT + TESTS)
    expect(kept).toContain('assert_eq!(self.re, path)')
    expect(kept).not.toContain('ErrorKind::Nested')
    expect(linesOf(kept)).toEqual([...linesOf(PRODUCT).slice(2, 7), ...linesOf(TESTS)])
  })

  it('keeps the numbers of lines', () => {
    const whole = (PRODUCT + TESTS).split('\n')
    expect(
      rustTests(PRODUCT + TESTS)
        .split('\n')
        .indexOf('        assert!(true);'),
    ).toBe(whole.indexOf('        assert!(true);'))
  })

  it.each([
    [
      'from the first test on, all',
      'fn a() {}\n#[test]\nfn t() { help(); }\nfn help() { assert!(x) }\n',
      'fn help',
    ],
    [
      'what has no end that can be found',
      '#[cfg(test)]\nfn a()\n  where X\n  { assert!(x) }\nfn b() {}',
      'fn b',
    ],
    [
      'a module, behind more attributes',
      '#[cfg(test)]\n#[allow(dead_code)]\nmod tests {\n}\nfn b() {}',
      'fn b',
    ],
    ['of an import only its line', '#[cfg(test)]\nuse x;\nfn b() { assert!(x) }\n', 'use x;'],
  ])('keeps %s', (_, text, part) => {
    expect(rustTests(text)).toContain(part)
  })

  it.each([
    ['a module', '#[cfg(test)]\nmod tests {\n'],
    ['a test in a module', 'mod cases {\n    #[test]\n    fn a() {\n'],
  ])('reads %s of more lines than a call takes arguments', (_, head) => {
    const text = `${head}${'\n'.repeat(300_000)}}\n`
    expect(rustTests(text)).toHaveLength(text.length)
  })

  it('is empty where there are none', () => {
    expect(rustTests('fn a() { assert!(true) }\n')).toBe('')
    expect(rustTests(undefined)).toBe('')
  })
})
