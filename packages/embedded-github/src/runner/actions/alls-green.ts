import { NOTHING_IN_THE_WAY, type ServedAction } from './served-action.ts'

/** `re-actors/alls-green`: fails unless every job that it is given has succeeded, or may fail or be skipped. */
export const allsGreen: ServedAction = {
  names: ['re-actors/alls-green'],
  plan({ uses, inputs }) {
    if ('jobs' in inputs) return NOTHING_IN_THE_WAY
    return { ...NOTHING_IN_THE_WAY, findings: [`\`${uses}\` needs \`jobs\` in \`with\``] }
  },
  async run({ inputs, log }) {
    const results = resultsOf(inputs.jobs ?? '')
    if (results === undefined) return { problem: '`jobs` is no JSON of the jobs that are needed' }
    const mayFail = namesOf(inputs['allowed-failures'])
    const maySkip = namesOf(inputs['allowed-skips'])
    const bad = results.filter(([name, result]) => {
      if (result === 'success') return false
      return result === 'skipped' ? !maySkip.has(name) : !mayFail.has(name)
    })
    for (const [name, result] of results) log.note(`${name}: ${result}`)
    const outputs = {
      result: bad.length === 0 ? 'success' : 'failure',
      success: String(bad.length === 0),
      failure: String(bad.length > 0),
    }
    if (bad.length === 0) return { outputs }
    const named = bad.map(([name, result]) => `${name} (${result})`).join(', ')
    return { outputs, problem: `Some of the required jobs did not succeed: ${named}` }
  },
}

function resultsOf(text: string): readonly (readonly [name: string, result: string])[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.entries(value).map(([name, job]: [string, unknown]) => {
      const result = typeof job === 'object' && job !== null && 'result' in job ? job.result : undefined
      return [name, String(result)] as const
    })
  } catch {
    return undefined
  }
}

/** Names with commas between them, or a list in JSON. */
function namesOf(text = ''): ReadonlySet<string> {
  return new Set(
    text
      .replace(/^\s*\[|\]\s*$/g, '')
      .split(/[,\n]/)
      .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
      .filter((name) => name !== ''),
  )
}
