import { TddStage } from '../../../domain/candidate/brief.ts'
import { MAX_CANDIDATES, ToolchainName } from '../../../domain/candidate/candidate.ts'
import type { RunOptions } from '../../../domain/issue/trigger.ts'
import { nearest } from '../../../domain/nearest.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import type { Argument } from './argument.ts'

/** What may be said of a run that is started: pairs of a key and a value, in any order. */
export const RUN_OPTIONS: Argument<RunOptions> = {
  example: '[candidates=2] [toolchain=codex] [stage=red] [budget=$5]',
  missing: 'it cannot be read',
  mistake: (text) => {
    const read = readOptions(text)
    return typeof read === 'string' ? read : undefined
  },
  read: (text) => {
    const read = readOptions(text)
    return typeof read === 'string' ? undefined : read
  },
}

interface Option {
  /** What is possible, as a clause that follows the pair. */
  readonly allowed: string
  readonly read: (value: string) => RunOptions | undefined
}

/** Far more than anybody means by it. */
const MOST_USD = 100_000

const OPTIONS: Readonly<Record<string, Option>> = {
  candidates: {
    allowed: `a number from 1 to ${MAX_CANDIDATES} is possible`,
    read: (value) => {
      const candidates = /^\d$/.test(value) ? Number(value) : 0
      return candidates >= 1 && candidates <= MAX_CANDIDATES ? { candidates } : undefined
    },
  },
  toolchain: {
    allowed: 'the name of a toolchain is possible, such as `codex`',
    read: (value) => {
      const toolchain = ToolchainName.safeParse(value.toLowerCase())
      return toolchain.success ? { toolchain: toolchain.data } : undefined
    },
  },
  stage: {
    allowed: `${list(
      TddStage.options.map((one) => codeSpan(one, 20)),
      'or',
    )} is possible`,
    read: (value) => {
      const stage = TddStage.safeParse(value.toLowerCase())
      return stage.success ? { stage: stage.data } : undefined
    },
  },
  budget: {
    allowed: 'US dollars are possible, such as `$5`',
    read: (value) => {
      const usd = /^\$?\d{1,6}(?:\.\d{1,2})?$/.test(value) ? Number(value.replace('$', '')) : 0
      return usd > 0 && usd <= MOST_USD ? { usd } : undefined
    },
  },
}

/** The options, or a clause about each that cannot be. */
function readOptions(text: string): RunOptions | string {
  const pairs = text.split(/\s+/).filter((one) => one !== '')
  const names = pairs.map((pair) => pair.split('=', 1)[0]?.toLowerCase() ?? '')
  const read = pairs.map((pair, place) => {
    const name = names[place] ?? ''
    return names.indexOf(name) < place ? `${codeSpan(name, 30)} is given twice` : readOption(pair, name)
  })
  const mistakes = read.filter((one) => typeof one === 'string')
  if (mistakes.length > 0) return [...new Set(mistakes)].slice(0, MOST_TOLD).join('; and ')
  return Object.assign({}, ...read)
}

/** Whoever makes more mistakes has meant something else. */
const MOST_TOLD = 4

function readOption(pair: string, name: string): RunOptions | string {
  const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined
  if (!option || !pair.includes('=')) return unknownOption(pair, name)
  return (
    option.read(pair.slice(name.length + 1)) ?? `${codeSpan(pair, 60)} is not possible: ${option.allowed}`
  )
}

function unknownOption(pair: string, name: string): string {
  const names = Object.keys(OPTIONS)
  const close = nearest(name, names)
  const hint =
    close === undefined
      ? `there are ${list(names.map((one) => codeSpan(one, 20)))}`
      : `did you mean ${codeSpan(`${close}=`, 20)}?`
  return `there is no option ${codeSpan(pair, 40)}; ${hint}`
}
