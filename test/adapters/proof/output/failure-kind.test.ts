import { describe, expect, it } from 'vitest'
import { failureKind } from '../../../../src/adapters/proof/output/failure-kind.ts'

describe('what a failure is of', () => {
  it.each([
    [
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: Cannot find module 'x'",
      'assertion',
      undefined,
    ],
    ['E       assert 3 == 5', 'assertion', undefined],
    ["    throw new ERR_MODULE_NOT_FOUND(\nError: Cannot find module './helper.js'", 'load', './helper.js'],
    ["SyntaxError: The requested module '../a.js' does not provide an export named 'sum'", 'load', 'sum'],
    ["ModuleNotFoundError: No module named 'shop.refund'", 'load', 'shop.refund'],
    ['./flag_test.go:12:5: undefined: NewThing', 'load', 'NewThing'],
    ['SyntaxError: Unexpected token', 'load', undefined],
    [
      'warning: unused variable, expected `_a`\nerror[E0425]: cannot find function `sum` in this scope\n  |\n7 | assert_eq!(sum(1, 2), 3);\nerror: could not compile `adder` (lib test) due to 1 previous error',
      'load',
      'sum',
    ],
    ['error: expected `;`, found `}`\nerror: could not compile `adder` (lib)', 'load', undefined],
    ['TypeError: cart.refund is not a function', 'missing', 'cart.refund'],
    ["AttributeError: 'Cart' object has no attribute 'refund'", 'missing', 'refund'],
    ["NoMethodError: undefined method `refund' for nil", 'missing', 'refund'],
    ["TypeError: Cannot read properties of undefined (reading 'a')", 'crash', undefined],
    ['panic: runtime error: index out of range', 'crash', undefined],
    ['something went its own way', 'unknown', undefined],
    ['', 'unknown', undefined],
  ])('%j is told as %s', (output, failure, needs) => {
    expect(failureKind(output)).toMatchObject({ failure, ...(needs !== undefined && { needs }) })
  })

  it('reads foreign text in linear time', () => {
    const long = `${'TypeError: '.repeat(20_000)}\n${"undefined method '".repeat(20_000)}`
    expect(failureKind(`${long}\n`.repeat(20)).failure).toBeTypeOf('string')
  })
})
