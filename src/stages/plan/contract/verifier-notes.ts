import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import { filterText } from '../../verify/path-filters.ts'

/** What the base's workflows leave out, said before anybody waits for it. */
export function verifierNotes(checks: readonly RequiredCheck[]): string[] {
  return checks.flatMap((check) => [...filterNotes(check), ...standInNotes(check), ...draftNotes(check)])
}

function filterNotes({ name, source, pathFilters = [] }: RequiredCheck): string[] {
  if (pathFilters.length === 0) return []
  const waits =
    source === '.github/speculate.yml'
      ? ''
      : ' GitHub, which requires it of every pull request, goes on to show it as "Expected" there.'
  return [
    `${codeSpan(name, 60)} is not required of a patch that it does not run for: ${list(pathFilters.map(filterText))}.${waits}`,
  ]
}

function standInNotes({ name, standIns = [] }: RequiredCheck): string[] {
  if (standIns.length === 0) return []
  const files = list(standIns.map((file) => codeSpan(file, 80)))
  return [
    `There is a second job ${codeSpan(name, 60)} that runs nothing of the repository, so its success does not count: ${files}.`,
  ]
}

function draftNotes({ name, skipsDrafts }: RequiredCheck): string[] {
  if (!skipsDrafts) return []
  const { workflow, line } = skipsDrafts
  return [
    `${codeSpan(name, 60)} never runs on drafts, which candidates are: ${codeSpan(workflow, 80)}, line ${line}, leaves them out.`,
  ]
}
