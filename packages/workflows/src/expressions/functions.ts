import { data, wellKnownFunctions } from '@actions/expressions'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'
import { STATUS_FUNCTIONS } from './parse-expression.ts'

/** The state of the run, for `success()`, `failure()` and `cancelled()`. */
export type JobStatus = 'success' | 'failure' | 'cancelled' | 'skipped'

/** GitHub allows 10 MB to a whole expression. */
const MAX_TEXT = 1_000_000
const MAX_DEPTH = 100

/** A hash that `hashFiles()` asks for has to be computed first. */
export class MissingHash extends Error {
  override readonly name = 'MissingHash'
  readonly patterns: readonly string[]

  constructor(patterns: readonly string[]) {
    super('the hash is not known yet')
    this.patterns = patterns
  }
}

/** In place of the evaluator's own where those would make as much of a text as it asks for. */
export function functionsFor(
  status: JobStatus,
  hashFiles: ((patterns: readonly string[]) => string) | undefined,
): Map<string, FunctionDefinition> {
  const ofStatus = STATUS_FUNCTIONS.map((name): [string, FunctionDefinition] => [
    name,
    {
      ...{ name, minArgs: 0, maxArgs: 0 },
      call: () => new data.BooleanData(name === 'always' || status === name),
    },
  ])
  return new Map([
    ...ofStatus,
    ['format', limited('format', ([template = '', ...values]) => formatted(template, values))],
    ['join', limited('join', () => 0, joined)],
    ['hashfiles', hashing(hashFiles)],
    ['fromjson', limited('fromjson', ([text = '']) => (depthOf(text) > MAX_DEPTH ? Infinity : text.length))],
  ])
}

function hashing(hashFiles: ((patterns: readonly string[]) => string) | undefined): FunctionDefinition {
  return {
    ...{ name: 'hashFiles', minArgs: 1, maxArgs: 255 },
    call: (...patterns) => {
      if (!hashFiles) throw new Error('`hashFiles()` can be asked only by a step')
      return new data.StringData(hashFiles(patterns.map((one) => one.coerceString())))
    },
  }
}

type Args = readonly data.ExpressionData[]

/** `sizeOf` says how long what it makes can get. */
function limited(
  name: string,
  sizeOf: (texts: readonly string[]) => number,
  sizeOfArgs: (args: Args) => number = (args) => sizeOf(args.map((one) => one.coerceString())),
): FunctionDefinition {
  const own = wellKnownFunctions[name]
  if (own === undefined) throw new Error(`no function ${name}`)
  return {
    ...own,
    call: (...args) => {
      if (sizeOfArgs(args) > MAX_TEXT) throw new Error(`what \`${own.name}()\` makes is too large`)
      return own.call(...args)
    },
  }
}

function formatted(template: string, values: readonly string[]): number {
  const places = template.split('{').length - 1
  return template.length + places * Math.max(0, ...values.map(({ length }) => length))
}

function joined([list, separator]: Args): number {
  if (!(list instanceof data.Array)) return 0
  const between = separator?.coerceString().length ?? 1
  return list.values().reduce((sum, one) => sum + one.coerceString().length + between, 0)
}

/** At most: brackets in texts count as well. */
function depthOf(json: string): number {
  let [depth, most] = [0, 0]
  for (const character of json) {
    if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    most = Math.max(most, depth)
  }
  return most
}
