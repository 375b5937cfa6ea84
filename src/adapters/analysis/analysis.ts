import type { FileChange, Patch } from '../../domain/candidate/patch.ts'
import type { Reach, TouchedJudge } from '../../domain/checks/reach.ts'
import type { Measures } from '../../domain/judgement/measures.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { Analysis, PatchContents } from '../../ports/analysis.ts'
import { countAside, growingTests } from './code/comments/count-aside.ts'
import { measureComplexity } from './complexity/measure-complexity.ts'
import { parseDiff } from './content/diff/parse-diff.ts'
import { measureContent } from './content/measure-content.ts'
import type { IsHeldIn } from './content/secrets/find-secrets.ts'
import { holdsSecret } from './content/secrets/holds-secret.ts'
import { type ReadingProcess, startReading } from './process/start-reading.ts'
import { mayChangeOf } from './reach/touched/match-judges.ts'
import { touchedJudges } from './reach/touched/touched-judges.ts'

interface AnalysisOptions {
  readonly read?: () => ReadingProcess
  /** Whether a text holds a secret of this process, which no patch may hold. */
  readonly isHeldIn?: IsHeldIn
}

/** Everything that is measured of a patch without running it. */
export function createAnalysis({
  read = startReading,
  isHeldIn = () => false,
}: AnalysisOptions = {}): Analysis {
  return {
    holdsSecret: async (text) => (await isHeldIn(text)) || (await holdsSecret(text)),
    async measure(patch, contents, { reach, allowedValues = [] } = {}) {
      const judges = reach && (await touchedJudges(patch, contents, reach))
      const excepted = reach && (await exceptedJudges(patch, contents, reach))
      const diffs = parseDiff(Buffer.from(await contents.diff()).toString('utf8'))
      const reading = read()
      try {
        const content = await measureContent(patch, contents, { reading, diffs, allowedValues, isHeldIn })
        const files = writtenFiles(patch, content)
        const bounds = { reading, maxMs: MAX_COMPLEXITY_MS }
        const { complexity, only, lines } = await measureComplexity(files, contents, bounds)
        const reported = content.files.map((file) => ({ ...file, ...only.get(file.path) }))
        const aside = countAside({ files: patch.files, classes: content.files, diffs, lines })
        const grown = growingTests({ files: patch.files, diffs, lines })
        const tests = { ...content.tests, changed: [...content.tests.changed, ...grown] }
        return {
          ...content,
          files: reported,
          tests,
          aside,
          complexity,
          ...withoutUndefined({ judges }),
          ...(excepted && excepted.length > 0 && { excepted }),
        }
      } finally {
        await reading.end()
      }
    },
  }
}

/** Complexity counts as a cost of the shipped code: tests do not add to it, nor does code that tools wrote. */
function writtenFiles(patch: Patch, { files }: Pick<Measures, 'files'>): readonly FileChange[] {
  const written = new Set(files.filter((file) => file.class === 'source').map(({ path }) => path))
  return patch.files.filter(({ path }) => written.has(path))
}

/** Together with the reading of tests less than the caller waits: without complexity, the other measures are still worth having. */
const MAX_COMPLEXITY_MS = 10_000

/** Findings that would reject the patch if the settings made no exceptions. */
async function exceptedJudges(patch: Patch, contents: PatchContents, reach: Reach): Promise<TouchedJudge[]> {
  if (reach.mayChange.length === 0) return []
  const isExcepted = mayChangeOf(reach)
  const all = await touchedJudges(patch, contents, { ...reach, mayChange: [] })
  return all.filter(({ path, part }) => isExcepted(path, part))
}
