import type { Measures } from '../../../domain/judgement/measures.ts'
import type { PatchContents } from '../../../ports/analysis.ts'
import type { CodeAnswer } from '../complexity/compare-code.ts'
import { classOfPath } from '../content/classify-file.ts'

/** The reason given for a file whose change has no effect. */
export type WithoutEffect = Pick<Measures['files'][number], 'only' | 'idle'>

/** What is searched for in all files; whoever adds more names than that is believed to mean something by them. */
const MAX_NAMES = 5

/** Undefined where the change has an effect, or where another file may use a name that it adds. */
export async function withoutEffect(
  path: string,
  { only, idle }: Pick<CodeAnswer, 'only' | 'idle'> = {},
  contents: Pick<PatchContents, 'naming'>,
): Promise<WithoutEffect | undefined> {
  if (only === undefined || !idle) return only && { only }
  const seen = idle.flatMap(({ name, isSeenElsewhere }) => (isSeenElsewhere && name ? [name] : []))
  if (seen.length > MAX_NAMES) return undefined
  for (const name of seen) if (await isNamedElsewhere(name, path, contents)) return undefined
  return { only, idle: idle.slice(0, MAX_NAMES).map(({ isSeenElsewhere: _, ...reported }) => reported) }
}

/** Documentation does not call code. */
async function isNamedElsewhere(
  name: string,
  path: string,
  contents: Pick<PatchContents, 'naming'>,
): Promise<boolean> {
  if (!contents.naming || !/^\w+$/.test(name)) return true
  try {
    const paths = await contents.naming(name)
    return paths.some((one) => one !== path && classOfPath(one) !== 'documentation')
  } catch {
    return true
  }
}
