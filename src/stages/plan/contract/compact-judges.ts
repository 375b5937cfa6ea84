import type { Judge } from '../../../domain/checks/reach.ts'

/**
 * The same judges in fewer words, for a contract that is stored and looked at often: of what several checks come to, the first is kept,
 * for one name of a check says enough to a reader; and what a tool loads in each of many folders is one pattern.
 */
export function compactJudges(judges: readonly Judge[]): Judge[] {
  const single = withoutRepeats(judges)
  const everywhere = new Set(
    single.filter(({ path }) => path.startsWith('**/')).map((one) => keyOf(one, one.path)),
  )
  const left = single.filter((one) => {
    const at = one.path.indexOf('/**/')
    return at < 0 || one.isPattern === undefined || !everywhere.has(keyOf(one, one.path.slice(at + 1)))
  })
  return [...Map.groupBy(left, (one) => groupOf(one)).values()].flatMap((group) => merged(group))
}

function withoutRepeats(judges: readonly Judge[]): readonly Judge[] {
  return [...Map.groupBy(judges, (one) => keyOf(one, one.path)).values()].flatMap(([first]) => first ?? [])
}

function keyOf({ isPattern, ownFolder, parts }: Judge, path: string): string {
  return JSON.stringify([path, isPattern ?? false, ownFolder ?? false, parts ?? null])
}

/** Judges that differ in their folder alone, and come from the same tool. */
function groupOf(judge: Judge): string {
  const [, rest] = split(judge.path)
  const tool = judge.via.at(-1)?.split(' ', 1)[0]
  return judge.isPattern ? JSON.stringify([keyOf(judge, rest), judge.how, tool]) : keyOf(judge, judge.path)
}

/** The folders that are not patterns, and the rest. */
function split(path: string): readonly [folder: string, rest: string] {
  const parts = path.split('/')
  const found = parts.findIndex((part) => /[\\*?{}()[\]!@+,|]/.test(part))
  const at = found < 0 ? parts.length - 1 : Math.min(found, parts.length - 1)
  return [parts.slice(0, at).join('/'), parts.slice(at).join('/')]
}

const MAX_FOLDERS = 100

function merged(group: readonly Judge[]): readonly Judge[] {
  const [first] = group
  const inFolders = group.filter(({ path }) => split(path)[0] !== '')
  const [one] = inFolders
  if (!first?.isPattern || !one || inFolders.length < 2 || inFolders.length > MAX_FOLDERS) return group
  const [, rest] = split(one.path)
  const folders = inFolders.map(({ path }) => split(path)[0])
  return [
    ...group.filter((each) => !inFolders.includes(each)),
    { ...one, path: `{${folders.join(',')}}/${rest}` },
  ]
}
