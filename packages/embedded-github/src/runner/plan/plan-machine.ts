import type { Contexts, Value } from '@speculate-dev/workflows'
import { expressionsIn, isList } from '@speculate-dev/workflows'
import { type ActionPlan, NOTHING_IN_THE_WAY } from '../actions/served-action.ts'
import { evaluated, templatesOf } from '../workflow/parse-matrix.ts'
import type { Job } from '../workflow/workflow.ts'
import { isKnown } from './is-known.ts'

/** Whether this machine can stand for the one that the job asks for; what its image holds besides, it does not have. */
export function planMachine({ runsOn }: Job, contexts: Contexts): ActionPlan {
  // Before the run nobody knows what other jobs will say, or which combination of a matrix it is.
  if (contexts.needs === undefined && templatesOf(runsOn).some((text) => isOpen(text, contexts)))
    return NOTHING_IN_THE_WAY
  const labels = labelsOf(evaluated(runsOn, { contexts, status: 'success' }))
  const problems = labels.map(problemOf)
  const problem = labels.length === 0 ? NO_LABEL : problems.find((one) => one !== undefined)
  if (problem !== undefined) return { findings: [problem], notices: [] }
  const system = process.platform === 'linux' ? '' : ` (${process.platform})`
  const notice = `\`runs-on: ${labels.join(', ')}\` ran on this machine${system}, not in GitHub's image`
  return { ...NOTHING_IN_THE_WAY, notices: [notice] }
}

function isOpen(template: string, contexts: Contexts): boolean {
  return expressionsIn(template).some((expression) => !isKnown(expression, contexts))
}

const NO_LABEL = 'the job has no `runs-on`'

/**
 * GitHub's own Ubuntus, its larger ones with their freely chosen ends (`ubuntu-latest-8-cores`), and the Ubuntus that others rent out
 * (`blacksmith-4vcpu-ubuntu-2204`, `depot-ubuntu-22.04-8`): how many cores a machine has, or whose it is, decides no test.
 */
const OURS = /^(?:self-hosted|linux|(?:[\w.=,/-]*[-/])?ubuntu(?:-[\w.-]+)?)$/i
const ARM = /(?:^|[-_/.])(?:arm|arm64|aarch64)(?:$|[-_/.])/i

function problemOf(label: Value): string | undefined {
  if (label === null || label === '') return NO_LABEL
  const name = String(label)
  const written = `\`runs-on: ${JSON.stringify(label)}\``
  const isLabel = typeof label === 'string' && (OURS.test(name) || /^(?:x64|arm64|arm)$/i.test(name))
  if (!isLabel) return `${written} is not supported by this runner, which has only this machine`
  if (/^(?:self-hosted|linux)$/i.test(name)) return undefined
  const isArm = ARM.test(name)
  if (isArm === (process.arch === 'arm64') || (!isArm && !/x64/i.test(name))) return undefined
  return `${written} asks for ${isArm ? 'an ARM machine' : 'an x64 machine'}, and this one is ${process.arch}`
}

/** A group of machines is not looked at where labels say what they are. */
function labelsOf(runsOn: Value): readonly Value[] {
  if (typeof runsOn !== 'object' || runsOn === null) return [runsOn]
  if (isList(runsOn)) return runsOn
  return 'labels' in runsOn ? labelsOf(runsOn.labels ?? null) : [JSON.stringify(runsOn)]
}
