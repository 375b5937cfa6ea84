import type { Patch } from '../../../domain/candidate/patch.ts'
import type { PatchContents } from '../../../ports/analysis.ts'

const MAX_ASKED = 200

/** New paths that differ in nothing but capitals from another one: on many machines the one takes the place of the other. */
export async function sameButForCase(
  { files }: Patch,
  { before }: PatchContents,
): Promise<ReadonlySet<string>> {
  const gone = new Set(
    files.flatMap(({ path, status, previousPath }) => [
      ...(status === 'deleted' ? [path] : []),
      ...(status === 'renamed' && previousPath ? [previousPath] : []),
    ]),
  )
  const stay = files.filter(({ status }) => status !== 'deleted')
  const folded = Map.groupBy(stay, ({ path }) => path.toLowerCase())
  const found = new Set<string>()
  for (const { path } of stay.filter(({ status }) => NEW.includes(status)).slice(0, MAX_ASKED)) {
    const small = path.toLowerCase()
    const isTwice = (folded.get(small)?.length ?? 0) > 1
    if (isTwice || (small !== path && !gone.has(small) && (await before(small)))) found.add(path)
  }
  return found
}

const NEW = ['added', 'renamed', 'copied']
