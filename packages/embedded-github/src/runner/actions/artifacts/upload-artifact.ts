import { findFiles } from '../../files/find-files.ts'
import {
  type ActionCall,
  type ActionResult,
  NOTHING_IN_THE_WAY,
  type ServedAction,
} from '../served-action.ts'
import type { Artifact } from './artifact-store.ts'
import { isOld, isTrue, problemOfName } from './read-artifact-inputs.ts'

export const uploadArtifact: ServedAction = {
  names: ['actions/upload-artifact'],
  plan: () => NOTHING_IN_THE_WAY,
  async run(call) {
    const { inputs, ref, directory, run } = call
    const name = inputs.name?.trim() || 'artifact'
    const problem = problemOfName(name)
    if (problem !== undefined) return { problem }
    const hidden = isTrue(inputs['include-hidden-files']) || isOld(ref)
    const found = await findFiles(inputs.path ?? '', directory, { hidden })
    if (found === 'too-many') return { problem: `${JSON.stringify(inputs.path)} names too many files` }
    if (found.files.length === 0) return nothingFound(call)
    const { artifacts } = run
    const before = await artifacts.find(name)
    const isTaken = before?.attempt === run.attempt && !isTrue(inputs.overwrite)
    if (isTaken && !isOld(ref)) return { problem: taken(name) }
    const earlier = before && isTaken ? [{ root: before.folder, files: left(before, found.files) }] : []
    const saved = await artifacts.save({ name, attempt: run.attempt, sources: [...earlier, found] })
    if (typeof saved === 'string') return { problem: `The artifact ${name} cannot be kept: ${saved}` }
    call.log.note(`Artifact ${name} with ${saved.files.length} files is kept`)
    return { outputs: outputsOf(saved, call) }
  },
}

/** Older versions add to an artifact of the same name. */
function left(before: Artifact, files: readonly string[]): readonly string[] {
  const own = new Set(files)
  return before.files.filter((file) => !own.has(file))
}

function nothingFound({ inputs, log }: ActionCall): ActionResult {
  const message = `No files were found with the provided path: ${inputs.path}. No artifacts will be uploaded.`
  const asked = inputs['if-no-files-found']?.trim() || 'warn'
  if (asked === 'error') return { problem: message }
  if (asked === 'warn') log.annotate({ level: 'warning', message })
  return {}
}

/** In the words of actions/upload-artifact. */
function taken(name: string): string {
  return `Failed to CreateArtifact: an artifact with the name ${JSON.stringify(name)} already exists on the workflow run`
}

export function outputsOf({ id, digest }: Artifact, { run }: ActionCall): Record<string, string> {
  const { serverUrl, owner, repo } = run.facts
  return {
    'artifact-id': String(id),
    'artifact-digest': digest,
    'artifact-url': `${serverUrl}/${owner}/${repo}/actions/runs/${run.runId}/artifacts/${id}`,
  }
}
