import type { CandidateId } from '../../../domain/candidate/candidate.ts'

/**
 * Where a new test file goes whose name the winner has given to one of its own: beside it, still called like a test. Undefined in
 * languages in which a file's name, or what else is in its folder, is a part of what it says.
 */
export function besideName(path: string, author: CandidateId): string | undefined {
  const dotted = /^(.+)(\.(?:test|spec)\.[cm]?[jt]sx?)$/.exec(path)
  if (dotted) return `${dotted[1]}.${author}${dotted[2]}`
  const word = author.replaceAll('-', '_')
  const ending = /^(.+)(_(?:test|spec)\.(?:py|rb))$/.exec(path)
  if (ending) return `${ending[1]}_${word}${ending[2]}`
  const beginning = /^((?:.*\/)?test_[^/]+)\.(py|rb)$/.exec(path)
  return beginning ? `${beginning[1]}_${word}.${beginning[2]}` : undefined
}
