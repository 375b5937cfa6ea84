import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { type Link, linksOf } from '../assertions/chain.ts'

/** What vitest, jest and chai bring along. */
const BUILT_IN =
  /^(?:to(?:Be|BeCloseTo|BeDefined|BeFalsy|BeGreaterThan|BeGreaterThanOrEqual|BeInstanceOf|BeLessThan|BeLessThanOrEqual|BeNaN|BeNull|BeNullable|BeOneOf|BeTruthy|BeTypeOf|BeUndefined|Contain|ContainEqual|Equal|Have(?:Been|Last|Nth)\w+|HaveLength|HaveProperty|HaveReturned\w*|HaveResolved\w*|Match|MatchInlineSnapshot|MatchObject|MatchSnapshot|Satisfy|StrictEqual|Throw|ThrowError\w*)|equal|eql?|eqls|equals|ok|true|false|throws?|include|includes|match|lengthOf|property|deep)$/

/** A matcher of the library that gets another meaning: `expect.extend({ toBe: () => ({ pass: true }) })`. */
export function replacedMatcher(source: string, node: SyntaxNode): string | undefined {
  const links = linksOf(source, node)
  const last = links.at(-1)
  if (!last?.args) return undefined
  const called = links.map(({ name }) => name).join('.')
  if (/(?:^|\.)expect\.extend$|^extend$/.test(called)) return extended(source, last)
  if (/(?:^|\.)expect\.addEqualityTesters$/.test(called))
    return /=>\(?(?:true|!0|1)\b|return (?:true|!0|1)\b/.test(last.args.join(',')) ? 'toEqual' : undefined
  if (!/(?:^|\.)(?:(?:overwrite|add)(?:Method|Property|ChainableMethod))$/.test(called)) return undefined
  return last.args
    .flatMap((one) => /^["'`](\w{1,60})["'`]$/.exec(one)?.[1] ?? [])
    .find((one) => BUILT_IN.test(one))
}

function extended(source: string, { nodes }: Link): string | undefined {
  const [given] = nodes
  const keys = given?.type === 'object' ? namedChildren(given) : []
  return keys
    .map((one) =>
      squeezed(textOf(source, childOf(one, 'key', 'name') ?? one)).replace(/^["'`[]+|["'`\]]+$/g, ''),
    )
    .find((name) => BUILT_IN.test(name))
}
