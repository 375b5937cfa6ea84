import { messageOf, pause, within } from '@speculate-dev/system'
import { removeOldTranscripts } from '../adapters/gateway/transcript/remove-old-transcripts.ts'
import { tidyMirrors } from '../adapters/git/tidy-mirrors.ts'
import { mirrorsFolder } from '../adapters/git/workspace-folders.ts'
import type { Database } from '../adapters/storage/database.ts'
import { vacuumWasted } from '../adapters/storage/vacuum-wasted.ts'
import type { Log } from '../ports/operator.ts'
import type { Part } from './common-parts.ts'
import { transcriptsFolder, workspaceFolder } from './data-folders.ts'

const EVERY_MS = 10 * 60_000
const STOP_GRACE_MS = 1_000

/** Keeps what a process has on its own disk within its bounds: what is left of work that is over, and the embedded database. */
export function keepTidy(database: Database, dataDir: string, log: Log): Pick<Part, 'stop'> {
  const stopping = new AbortController()
  const works = [
    vacuumWasted(database),
    () => removeOldTranscripts(transcriptsFolder(dataDir), Date.now()),
    () => tidyMirrors(mirrorsFolder(workspaceFolder(dataDir)), Date.now()),
  ]
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await pause(EVERY_MS, stopping.signal, { ref: false })
      for (const work of stopping.signal.aborted ? [] : works)
        await work().catch((error: unknown) => log(`tidying: ${messageOf(error)}`))
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopping.abort()
      await within(STOP_GRACE_MS, running)
    },
  }
}
