import { expect, it } from 'vitest'
import { chosenLine } from '../../../src/commands/try/chosen-line.ts'
import { parseSettings } from '../../../src/config/repository.ts'

const known = ['codex', 'claude', 'gemini', 'opencode']

function line({
  asked = [] as string[],
  settings = undefined as string | undefined,
  file = undefined as string | undefined,
} = {}) {
  const texts = { own: settings, account: undefined }
  const own = { parsed: parseSettings(settings), acting: undefined, texts, line: undefined }
  return chosenLine({ asked, known, file, issue: { block: undefined }, repository: { settings: own } })
}

it('says which agents are taken where none is named, why these, and how to choose', () => {
  expect(line()).toBe(
    'no --toolchain was named, so codex, claude and gemini write: the first 3 of the 4 in toolchains.yml; to choose, name each with --toolchain',
  )
  expect(line({ file: 'agents.yml', settings: 'planner: { toolchain: codex, candidates: 4 }\n' })).toContain(
    'so codex, claude, gemini and opencode write: all that agents.yml defines',
  )
  expect(line({ settings: 'toolchains: [gemini]\n' })).toContain(
    'so gemini writes: as the settings name them',
  )
})

it('says nothing where somebody has chosen', () => {
  expect(line({ asked: ['codex'] })).toBeUndefined()
})
