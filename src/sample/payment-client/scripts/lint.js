import { readFileSync } from 'node:fs'
import { SourceTextModule } from 'node:vm'
import { annotate } from './annotate.js'
import { sourceFiles } from './files.js'

const RULES = [
  { wrong: /[ \t]+$/, says: 'white space at the end of the line' },
  { wrong: /^ *\t/, says: 'a tab; this project indents with spaces' },
  { wrong: /;$/, says: 'a semicolon; this project writes none' },
  { wrong: /^.{121,}$/, says: 'longer than 120 characters' },
  { wrong: /\bconsole\./, says: 'console output; use the metrics', only: /^src\// },
]

const findings = sourceFiles().flatMap((file) => [...syntaxOf(file), ...styleOf(file)])
for (const { file, line, message } of findings) annotate({ title: 'lint', file, line }, message)
console.log(findings.length === 0 ? 'lint: clean' : `lint: ${findings.length} findings`)
process.exitCode = findings.length === 0 ? 0 : 1

/** Compiled, never run: a module with a mistake does not come to be. */
function syntaxOf(file) {
  try {
    new SourceTextModule(readFileSync(file, 'utf8'), { identifier: file })
    return []
  } catch (error) {
    const line = /:(\d+)\n/.exec(error.stack)?.[1]
    return [{ file, line, message: `${error.name}: ${error.message}` }]
  }
}

function styleOf(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) =>
      RULES.filter(({ wrong, only }) => wrong.test(text) && (only?.test(file) ?? true)).map(({ says }) => ({
        file,
        line: index + 1,
        message: says,
      })),
    )
}
