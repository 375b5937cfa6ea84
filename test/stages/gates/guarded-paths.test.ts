import { describe, expect, it } from 'vitest'
import { Settings } from '../../../src/domain/settings.ts'
import { guardPatch } from '../../../src/stages/gates/gates.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { link, withFiles } from './reported-gates.ts'

describe('paths', () => {
  const gates = (...files: ReturnType<typeof aFile>[]) =>
    guardPatch(withFiles(...files)).map(({ gate }) => gate)

  it.each([
    '.GITHUB/x',
    'a/GEMINI.md',
    'a/.cursorrules',
    'a/.opencode/agent.md',
    'opencode.json',
    '.codex/config.toml',
    'a/.gemini/settings.json',
    '.mcp.json.',
    'agents.md ',
    '.claude',
    'a/.claude/b',
  ])('protects %s', (path) => {
    expect(gates(aFile(path))).toEqual(['protected path'])
  })

  it.each(['...', 'a/.../b', 'docs/agents.md.txt', 'docs/no-agents.md', 'src/github/a.js'])(
    'lets %s be changed',
    (path) => {
      expect(gates(aFile(path))).toEqual([])
    },
  )

  it.each([
    ['link', '.git'],
    ['link', './/.git/hooks'],
    ['a/link', '../.git'],
    ['a/link', 'b/../../.git'],
    ['a/b/link', '../../../out'],
    ['link', undefined],
  ])('sees a link %s to %s lead outside', (path, target) => {
    expect(gates(link(path, target))).toEqual(['symbolic link'])
  })

  it.each([
    ['link', '.gitx'],
    ['link', 'a/.git'],
    ['a/b/link', '../../src'],
    ['a/link', './b'],
  ])('lets a link %s to %s through', (path, target) => {
    expect(gates(link(path, target))).toEqual([])
  })

  it.each(['./.github', '../.github/workflows', 'b/../../.github', '..//.github'])(
    'sees a link a/link to %s lead into a protected folder or not, by where it ends',
    (target) => {
      expect(gates(link('a/link', target))).toEqual(target === './.github' ? [] : ['protected path'])
    },
  )

  it('takes the target of what is no link for nothing', () => {
    expect(gates(aFile('a', { linkTarget: '/etc/passwd' }))).toEqual([])
  })

  it('guards what a repository adds, also where a file takes the place of a folder, and takes "!" for a letter', () => {
    const settings = Settings.parse({ protected_paths: ['Infra/**', '!docs/**', 'deploy/*'] })
    const touched = (path: string) =>
      guardPatch(aCase({ settings, patch: aPatch('one', [aFile(path)]) })).length
    expect(['deploy', 'deploy/a', 'deploy/a/b'].map(touched)).toEqual([1, 1, 0])
    expect(['infra/main.tf', 'INFRA/.hidden', '!docs/a', 'src/a.js'].map(touched)).toEqual([1, 1, 1, 0])
  })
})
