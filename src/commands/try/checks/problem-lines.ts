import type { ConfigurationProblem } from '../../../domain/run/snapshot.ts'

/** `file:line: message`, as editors and terminals understand it; indented, one per line. */
export function problemLines(problems: readonly ConfigurationProblem[]): string {
  return problems
    .map(({ file, line, message, nearest }) => {
      const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
      return `  ${file}:${line}: ${message}${hint}`
    })
    .join('\n')
}
