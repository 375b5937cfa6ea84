import fc from 'fast-check'
import { countAnswer } from '../../../src/adapters/gateway/answers/count-answer.ts'
import { readRefusal } from '../../../src/adapters/gateway/answers/explain-refusal.ts'
import { statedWait } from '../../../src/adapters/gateway/answers/stated-wait.ts'
import { parseJson } from '../../../src/adapters/gateway/json.ts'
import { costOf } from '../../../src/adapters/gateway/tokens.ts'
import { chat } from '../../../src/sample/scripted-model/chat.ts'
import type { Turn } from '../../../src/sample/scripted-model/dialect.ts'
import { gemini } from '../../../src/sample/scripted-model/gemini.ts'
import { messages } from '../../../src/sample/scripted-model/messages.ts'
import { responses } from '../../../src/sample/scripted-model/responses.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { mutatedJson } from '../mutate/json.ts'
import { cutAt, cuts, mutatedBytes } from '../mutate/text.ts'

const DIALECTS = [messages, responses, chat, gemini]
const usage = { input: 1_200, cached: 700, output: 90, reasoning: 40 }
const TURNS: readonly Turn[] = [
  { id: '1', model: 'm-1', reply: { text: 'Grüße, 世界 🌍' }, usage, usageWanted: true },
  {
    id: '2',
    model: 'm-2',
    reply: { tool: 'shell', input: { command: 'npm test' } },
    usage,
    usageWanted: true,
  },
]
const WORDS = [
  ...[
    'data: ',
    'data:',
    '\n\n',
    '\r\n\r\n',
    ': ping\n',
    'event: x\n',
    'id: 1\n',
    '[DONE]',
    '{}',
    '[',
    ']',
    '{',
    '}',
  ],
  ...[
    '"usage":',
    '"input_tokens":',
    '-1',
    '1e400',
    '9007199254740991',
    'null',
    '"type":"error"',
    '\\u00',
    '"',
  ],
]

const answer = fc.constantFrom(...DIALECTS).chain((dialect) => {
  const events = TURNS.flatMap((turn) => dialect.frames(turn)).map((frame) =>
    frame.replace(/^event: .*\n/, ''),
  )
  const values = events.map((frame) => parseJson(frame.replace(/^data: ?/, '').trim()) ?? {})
  const stream = fc
    .array(mutatedJson(values), { minLength: 1, maxLength: 6 })
    .map((all) => all.map((value) => `data: ${JSON.stringify(value)}\n\n`).join(''))
  const failures = (['quota', 'rate-limit', 'overloaded'] as const).map((kind) => dialect.error(kind).body)
  const whole = mutatedJson([...TURNS.map((turn) => dialect.whole(turn)), ...failures]).map(
    (value) => JSON.stringify(value) ?? 'null',
  )
  return fc.record({
    dialect: fc.constant(dialect.name),
    type: fc.constantFrom('text/event-stream', 'application/json; charset=utf-8'),
    bytes: mutatedBytes(fc.oneof(stream, whole), WORDS),
    cuts,
    now: fc.constant(1_700_000_000_000),
  })
})

/** What providers answer: counted alike wherever it is cut, in numbers that can be paid, whatever it says. */
export const streams = createFuzzer({
  name: 'streams',
  input: answer,
  holds({ dialect, type, bytes, cuts, now }) {
    const count = (chunks: readonly Buffer[]) => {
      const counter = countAnswer(dialect, type)
      for (const chunk of chunks) counter.feed(chunk)
      counter.end()
      return counter.counted()
    }
    const counted = count([bytes])
    expectSame(count(cutAt(bytes, cuts)), counted, 'counted otherwise where it is cut')
    const numbers = Object.values(counted.tokens)
    expectThat(
      numbers.every((number) => Number.isSafeInteger(number) && number >= 0),
      'no count',
      counted,
    )
    const cost = costOf(counted.tokens, { input: 3, output: 15 })
    expectThat(Number.isFinite(cost) && cost >= 0, 'no cost', counted)
    const { code, message } = readRefusal(bytes.toString())
    expectThat(typeof code === 'string' && typeof message === 'string', 'no refusal')
    const wait = statedWait({ 'retry-after': bytes.toString().slice(0, 40) }, bytes.toString(), now)
    expectThat(wait === undefined || (Number.isSafeInteger(wait) && wait >= 0), 'no time to wait', wait)
  },
})
