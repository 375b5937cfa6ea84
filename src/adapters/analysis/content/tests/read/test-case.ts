import { sha256 } from '../../../../../domain/sha256.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { TestCase } from '../test-file.ts'
import type { MutableBody } from './reading.ts'

/** A test with what identifies it. */
export function testCase(
  source: string,
  node: SyntaxNode,
  { body, groups }: { body: MutableBody; groups: readonly string[] },
): TestCase {
  const text = source.slice(node.start, node.end).slice(0, 40_000)
  const code = text.replace(body.name, '')
  return {
    ...body,
    fullName: [...groups, body.name].join(' › '),
    body: sha256(code.replace(/\s+/g, '')),
    words: [...new Set(text.match(/\w+/g))].slice(0, 400),
  }
}
