import { grammarOf } from '../../complexity/grammar.ts'
import { plainTree } from '../../syntax/syntax-node.ts'
import { itemsOfTests } from './items-of-tests.ts'

/** A Rust file with blanks in the place of the tests in it, every other line where it was; the file itself where it cannot be read. */
export async function withoutRustTests(source: string, mayGoOn: () => boolean): Promise<string> {
  if (!/\btest/.test(source) || source.length > MAX_CHARACTERS) return source
  const tree = (await grammarOf('rust')).parse(source, mayGoOn)
  if (!tree) return source
  try {
    const root = plainTree(tree, mayGoOn)
    if (!root) return source
    let kept = ''
    let from = 0
    for (const { start, end } of itemsOfTests(root, { grammar: 'rust', source })) {
      kept += source.slice(from, start) + source.slice(start, end).replace(/[^\n]/g, ' ')
      from = end
    }
    return kept + source.slice(from)
  } finally {
    tree.delete()
  }
}

const MAX_CHARACTERS = 500_000
