import { expect, it } from 'vitest'
import { chosenLine } from '../../../src/commands/try/chosen-line.ts'

const known = ['codex', 'claude', 'gemini', 'opencode']

function line({
  asked = [] as string[],
  settings = undefined as string | undefined,
  file = undefined as string | undefined,
} = {}) {
  const git = async () => ({ ok: settings !== undefined, stdout: settings ?? '', stderr: '' })
  return chosenLine({ asked, known, file, issue: { block: undefined }, repository: { git, head: 'HEAD' } })
}

it('says which agents are taken where none is named, why these, and how to choose', async () => {
  expect(await line()).toBe(
    'no --toolchain was named, so codex, claude and gemini write: the first 3 of the 4 in toolchains.yml; to choose, name each with --toolchain',
  )
  expect(
    await line({ file: 'agents.yml', settings: 'planner: { toolchain: codex, candidates: 4 }\n' }),
  ).toContain('so codex, claude, gemini and opencode write: all that agents.yml defines')
  expect(await line({ settings: 'toolchains: [gemini]\n' })).toContain(
    'so gemini writes: as .github/speculate.yml names them',
  )
})

it('says nothing where somebody has chosen', async () => {
  expect(await line({ asked: ['codex'] })).toBeUndefined()
})
