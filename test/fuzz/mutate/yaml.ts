import type fc from 'fast-check'
import { stringify } from 'yaml'
import { mutatedJson } from './json.ts'

/** What is longer is written as JSON, which is YAML as well: to lay it out in lines would take longer than to read it. */
const MAX_LAID_OUT = 4_000
const MAX_DEPTH = 40

/** A sample with a few changes of its structure, as YAML. */
export function yamlText(corpus: readonly unknown[]): fc.Arbitrary<string> {
  return mutatedJson(corpus).map((value) => {
    const json = JSON.stringify(value) ?? '{}'
    const isDeep = depthOf(json) > MAX_DEPTH
    return json.length > MAX_LAID_OUT || isDeep ? json : stringify(value, { aliasDuplicateObjects: false })
  })
}

function depthOf(json: string): number {
  let [depth, deepest] = [0, 0]
  for (const sign of json) {
    if (sign === '{' || sign === '[') depth += 1
    if (sign === '}' || sign === ']') depth -= 1
    deepest = Math.max(depth, deepest)
  }
  return deepest
}
