import { join } from 'node:path'
import { createGlob } from '../../files/create-glob.ts'
import { isInside, pathInJob } from '../../files/paths-in-job.ts'
import {
  type ActionCall,
  type ActionResult,
  NOTHING_IN_THE_WAY,
  type ServedAction,
} from '../served-action.ts'
import { type Artifact, unpack } from './artifact-store.ts'
import { isTrue } from './read-artifact-inputs.ts'

export const downloadArtifact: ServedAction = {
  names: ['actions/download-artifact'],
  plan({ uses, inputs, place }) {
    const { repository } = inputs
    const isOther = repository !== undefined && repository !== '' && repository !== place.repository
    const asked = [...('run-id' in inputs ? ['run-id'] : []), ...(isOther ? ['repository'] : [])]
    // The own run, by an expression, is known when it runs.
    const refused = asked.filter((name) => inputs[name] !== undefined && inputs[name] !== '')
    return { ...NOTHING_IN_THE_WAY, findings: refused.map((name) => refusal(uses, name)) }
  },
  async run(call) {
    const { inputs, run, uses } = call
    const { owner, repo } = run.facts
    if (!isOneOf(inputs['run-id'], ['', String(run.runId)])) return { problem: refusal(uses, 'run-id') }
    if (!isOneOf(inputs.repository, ['', `${owner}/${repo}`])) return { problem: refusal(uses, 'repository') }
    const name = inputs.name?.trim()
    const all = await run.artifacts.list()
    if (name) {
      const found = all.find((one) => one.name === name)
      if (!found) return { problem: `Unable to download artifact(s): Artifact not found for name: ${name}` }
      return download(call, [{ artifact: found, folder: '' }])
    }
    const ids = inputs['artifact-ids']?.split(',').map((id) => id.trim()) ?? []
    const isMatch = createGlob([inputs.pattern?.trim() || '*'])
    const wanted = all.filter(({ id, name: one }) =>
      ids.length > 0 ? ids.includes(String(id)) : isMatch(one),
    )
    const isMerged = isTrue(inputs['merge-multiple'])
    return download(
      call,
      wanted.map((artifact) => ({ artifact, folder: isMerged ? '' : artifact.name })),
    )
  },
}

function isOneOf(text: string | undefined, allowed: readonly string[]): boolean {
  return allowed.some((one) => one.toLowerCase() === (text?.trim().toLowerCase() ?? ''))
}

function refusal(uses: string, input: string): string {
  return `\`${input}\` in \`with\` of \`${uses}\` is not supported by this runner, which has only the artifacts of the run itself`
}

interface Target {
  readonly artifact: Artifact
  /** Inside the path; empty for the path itself. */
  readonly folder: string
}

async function download(
  { inputs, directory, log }: ActionCall,
  targets: readonly Target[],
): Promise<ActionResult> {
  const path = pathInJob(inputs.path?.trim() ?? '', directory)
  const isOutside = !isInside(path, directory.root)
  if (isOutside) return { problem: `${JSON.stringify(inputs.path)} lies outside of the job's own folder` }
  for (const { artifact, folder } of targets) {
    // Older versions knew no rules for names.
    if (folder === '..' || folder === '.') return { problem: `The artifact name is not valid: ${folder}` }
    const isDone = await unpack(artifact, join(path, folder), directory.root)
    if (!isDone)
      return { problem: `A link in ${JSON.stringify(inputs.path ?? '.')} leads out of the job's own folder` }
    log.note(`Artifact ${artifact.name} with ${artifact.files.length} files is there`)
  }
  return { outputs: { 'download-path': path } }
}
