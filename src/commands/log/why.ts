import { renderWhy } from '../../messages/terminal/why/render-why.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { readLog, requireIntact } from './read-log.ts'
import { showPatch } from './show-patch.ts'

/** Tells the story of a run, or of one of its candidates, from its log alone. */
export async function why(
  run: string,
  candidate: string | undefined,
  { data, patch = false }: { readonly data?: string; readonly patch?: boolean },
): Promise<ExitCode> {
  if (patch) return showPatch(run, candidate, data)
  const entries = requireIntact(await readLog(run, data))
  if (entries.length === 0) throw new CommandError(`there is no log of ${run} in this database`)
  const story = renderWhy(entries, candidate, terminalOf(process.stdout).width)
  if (story === undefined) throw new CommandError(`${run} has no candidate ${JSON.stringify(candidate)}`)
  process.stdout.write(story)
  return 0
}
