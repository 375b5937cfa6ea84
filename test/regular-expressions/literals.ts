import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { grammarOf } from '../../src/adapters/analysis/complexity/grammar.ts'

export interface Literal {
  readonly file: string
  readonly source: string
  readonly flags: string
}

/** Every regular expression that is written down in the code, as it is written. */
export async function regularExpressions(): Promise<readonly Literal[]> {
  const cwd = join(import.meta.dirname, '../..')
  const files = globSync('{src,packages}/**/*.ts', { cwd, exclude: ['src/sample/*/**', '**/node_modules'] })
  const { parse } = await grammarOf('typescript')
  return files.flatMap((file) => {
    const tree = parse(readFileSync(join(cwd, file), 'utf8'), () => true)
    const found = tree?.rootNode.descendantsOfType('regex') ?? []
    const literals = found.map((node) => ({
      file,
      source: node?.childForFieldName('pattern')?.text ?? '',
      flags: node?.childForFieldName('flags')?.text ?? '',
    }))
    tree?.delete()
    return literals
  })
}
