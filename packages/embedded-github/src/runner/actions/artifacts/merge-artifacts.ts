import { createGlob } from '../../files/create-glob.ts'
import { NOTHING_IN_THE_WAY, type ServedAction } from '../served-action.ts'
import type { ArtifactSource } from './artifact-store.ts'
import { isTrue, problemOfName } from './read-artifact-inputs.ts'
import { outputsOf } from './upload-artifact.ts'

export const mergeArtifacts: ServedAction = {
  names: ['actions/upload-artifact/merge'],
  plan({ uses, inputs }) {
    if (!isTrue(inputs['separate-directories'])) return NOTHING_IN_THE_WAY
    const finding = `\`separate-directories\` in \`with\` of \`${uses}\` is not supported by this runner`
    return { ...NOTHING_IN_THE_WAY, findings: [finding] }
  },
  async run(call) {
    const { inputs, run } = call
    const name = inputs.name?.trim() || 'merged-artifacts'
    const problem = problemOfName(name)
    if (problem !== undefined) return { problem }
    const isMatch = createGlob([inputs.pattern?.trim() || '*'])
    const all = await run.artifacts.list()
    const wanted = all.filter((one) => isMatch(one.name) && one.name !== name)
    if (wanted.length === 0) return { problem: `No artifacts were found that match ${inputs.pattern || '*'}` }
    const sources: ArtifactSource[] = wanted.map(({ folder, files }) => ({ root: folder, files }))
    const saved = await run.artifacts.save({ name, attempt: run.attempt, sources })
    if (typeof saved === 'string') return { problem: `The artifact ${name} cannot be kept: ${saved}` }
    if (isTrue(inputs['delete-merged'])) for (const one of wanted) await run.artifacts.remove(one.name)
    return { outputs: outputsOf(saved, call) }
  },
}
