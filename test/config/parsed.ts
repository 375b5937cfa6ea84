import type { ConfigurationProblem, ParseResult } from '../../src/domain/parse-result.ts'

export function lines(...text: string[]): string {
  return text.join('\n')
}

export function read<T>(parsed: ParseResult<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

export function problemsOf(parsed: ParseResult<unknown> | undefined): readonly ConfigurationProblem[] {
  if (parsed === undefined || parsed.ok) throw new Error('expected problems')
  return parsed.problems
}
