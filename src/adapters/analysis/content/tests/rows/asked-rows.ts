import type { Binding, Body } from '../test-file.ts'

/** Rows that a test is run with, or compares with: a table that nothing goes through asks for nothing. */
export function askedRows(body: Body, others: readonly Body[] = []): readonly string[] {
  const words = new Set(
    [body, ...others].flatMap(({ iterables, assertions }) =>
      [...iterables, ...assertions.flatMap(({ args }) => args)].flatMap(
        (text) => text.match(/[\w$]+/g) ?? [],
      ),
    ),
  )
  const isAsked = ({ name }: Binding) =>
    name === 'case' || name === 'each' || (name.match(/[\w$]+/g) ?? []).some((word) => words.has(word))
  return body.bindings.flatMap((one) => (one.rows && isAsked(one) ? one.rows : []))
}
