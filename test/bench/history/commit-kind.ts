import { CODE, classOfPath } from '../../../src/adapters/analysis/content/classify-file.ts'
import { isBotName } from '../../../src/domain/is-bot.ts'
import { changedPaths, type Patch } from '../../../src/domain/patch.ts'
import type { Commit } from './list-commits.ts'

/** What a commit is for. Only those that change source are what a candidate would be; all else is ordinary in a history, too. */
export type CommitKind = 'source' | 'tests' | 'documentation' | 'ci' | 'bot' | 'release' | 'other'

const OF_CI =
  /^\.(github|gitlab|circleci|azure|buildkite|ci)(\/|-)|^(\.travis\.yml|appveyor\.yml|\.appveyor\.yml)$/
const BOT = /^(dependabot|renovate|pre-commit-ci|github-actions|greenkeeper|imgbot|snyk)\b/i
const RELEASE =
  /^(\W*(chore|build|ci)?(\([\w-]*\))?:?\s*)?((release|bump|prepare|set|update)\b.{0,20}\b(version|release|snapshot)|release\b|v?\d+\.\d+(\.\d+)?\W*$|\[maven-release-plugin\])/i

/** Told by who wrote it, then by what it is called, then by its paths. */
export function kindOfCommit(
  { author, subject }: Pick<Commit, 'author' | 'subject'>,
  patch: Patch,
): CommitKind {
  if (isBotName(author) || BOT.test(author)) return 'bot'
  if (RELEASE.test(subject)) return 'release'
  const paths = changedPaths(patch)
  const isSource = (path: string) => CODE.test(path) && !OF_CI.test(path) && classOfPath(path) === 'source'
  if (paths.some(isSource)) return 'source'
  const kinds = new Set(paths.map(kindOfPath))
  if (kinds.has('other')) return 'other'
  if (kinds.has('ci')) return 'ci'
  return kinds.has('tests') ? 'tests' : 'documentation'
}

function kindOfPath(path: string): CommitKind {
  if (OF_CI.test(path)) return 'ci'
  const found = classOfPath(path)
  if (found === 'documentation') return 'documentation'
  return found === 'test' || found === 'fixture' || found === 'snapshot' ? 'tests' : 'other'
}
