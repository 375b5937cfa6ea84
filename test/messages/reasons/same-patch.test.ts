import { expect, it } from 'vitest'
import { agreementText } from '../../../src/messages/reasons/same-patch.ts'

const rows = (...toolchains: string[]) =>
  toolchains.map((toolchain, index) => ({
    candidate: `fix-${index}`,
    toolchain,
    ...(index === 0 && { agreement: toolchains.slice(1).map((_, place) => `fix-${place + 1}`) }),
  }))

it.each([
  [['codex', 'claude', 'gemini'], 'three agents wrote this same patch'],
  [['codex', 'codex', 'codex'], '`codex` wrote it three times, each time under another strategy'],
  [['codex', 'codex'], '`codex` wrote it twice, each time under another strategy'],
  [['codex', 'claude', 'codex'], 'two agents wrote this same patch, three times together'],
  [['', ''], 'two agents wrote this same patch'],
  [['codex'], undefined],
])('V15: the same patch of %j counts each agent once', (toolchains, words) => {
  const all = rows(...toolchains)
  const [first] = all
  expect(first && agreementText(first, all)).toBe(words)
})
