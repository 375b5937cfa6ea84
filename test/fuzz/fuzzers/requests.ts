import fc from 'fast-check'
import { parseJson } from '../../../src/adapters/gateway/json.ts'
import { inspectRequest } from '../../../src/adapters/gateway/requests/inspect-request.ts'
import { type Route, routeOf } from '../../../src/adapters/gateway/route.ts'
import { HONEST } from '../../adapters/gateway/requests/honest-requests.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { jsonText, mutatedJson } from '../mutate/json.ts'
import { JSON_SIGNS } from '../mutate/signs.ts'
import { mutatedBytes } from '../mutate/text.ts'

const WORDS = [
  ...['"type":', '"url"', '"model":"x",', '"tools":'],
  ...JSON_SIGNS,
  ...['\\', '\\u0041', '1e9'],
]

/** What agents ask of a model: either refused in one line, or passed on as what was judged. */
export const requests = createFuzzer({
  name: 'requests',
  input: fc.constantFrom(...HONEST).chain(({ path, body }) =>
    fc.record({
      path: fc.constant(path),
      bytes: mutatedBytes(jsonText(mutatedJson([body])), WORDS),
    }),
  ),
  holds({ path, bytes }) {
    const route = routeOf('POST', path)
    if (!route) throw new Error(`${path} is no way to a model`)
    expectJudged(route, bytes)
  },
})

function expectJudged(route: Route, bytes: Buffer): void {
  const judged = inspectRequest(route, bytes)
  if (judged.kind === 'refused') {
    expectThat(/^[\x20-\x7e]{1,1000}$/.test(judged.detail), 'a refusal that is no sentence', judged)
    return
  }
  expectThat(Number.isSafeInteger(judged.input) && judged.input >= 0, 'no estimate', judged.input)
  const again = inspectRequest(route, judged.body)
  const passedOn = judged.body.toString()
  expectSame(
    again.kind === 'fine' && again.body.toString(),
    passedOn,
    'what is passed on would be judged otherwise',
  )
  expectThat(!Object.hasOwn(Object(parseJson(passedOn)), '__proto__'), 'a prototype passes')
}
