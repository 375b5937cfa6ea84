import { describe, expect, it } from 'vitest'
import { changesOnly } from '../../../../src/adapters/analysis/code/changes-only.ts'

const TEXTS: readonly (readonly [path: string, before: string, after: string])[] = [
  ['a.py', 'X = """\\tone\n\\ttwo\n"""\n', 'X = """\\tone\n\\tthree\n"""\n'],
  ['a.py', 'X = "\\ta \\tb"\n', 'X = "\\ta  \\tb"\n'],
  ['a.js', 'x = `\\ta one`\n', 'x = `\\ta two`\n'],
  ['a.js', 'x = /a\\d+b/\n', 'x = /a\\d+c/\n'],
  ['a.rb', 'x = "\\ta #{b} one"\n', 'x = "\\ta #{b} two"\n'],
  ['a.go', 'package a\n\nvar x = "\\ta one"\n', 'package a\n\nvar x = "\\ta two"\n'],
  ['a.rs', 'const X: &str = "\\ta one";\n', 'const X: &str = "\\ta two";\n'],
  ['a.php', '<?php\n$x = "\\ta {$b} one";\n', '<?php\n$x = "\\ta {$b} two";\n'],
  ['a.c', 'char *x = "\\ta one";\n', 'char *x = "\\ta two";\n'],
  ['a.sh', 'cat <<END\n$a one\nEND\n', 'cat <<END\n$a two\nEND\n'],
]

describe('V3: what stands in a string around its escapes is code', () => {
  it.each(TEXTS)('%s: %j', async (path, before, after) => {
    expect(await changesOnly({ path, before, after }, () => true)).toBeUndefined()
  })
})
