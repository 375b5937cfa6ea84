import type { ConfigurationProblem } from '../../domain/parse-result.ts'
import { oneLine } from '../foreign/foreign-text.ts'

/** `file:line: message`, as editors and terminals understand it. */
export function problemLine({ file, line, message, nearest }: ConfigurationProblem): string {
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  return oneLine(`${file}:${line}: ${message}${hint}`)
}

/** One per line, indented. */
export function problemLines(problems: readonly ConfigurationProblem[]): string {
  return problems.map((problem) => `  ${problemLine(problem)}`).join('\n')
}
