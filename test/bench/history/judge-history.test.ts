import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainGit, run, writeFiles } from '../../adapters/git/sample-repository.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const BENCH = fileURLToPath(new URL('../history.ts', import.meta.url))
const WORKFLOW = `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
`
const TEST = `import assert from 'node:assert/strict'
import { it } from 'node:test'
import { add } from '../src/add.js'
it('adds', () => {
  assert.equal(add(1, 2), 3)
})
`

const manifest = (fields: object) => JSON.stringify({ name: 'sample', type: 'module', ...fields })

describe('the bench over a history', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await temporaryFolder()
    await plainGit(directory, 'init', '--quiet', '--initial-branch=main')
    const commit = async (subject: string, files: Readonly<Record<string, string>>) => {
      await writeFiles(directory, files)
      await plainGit(directory, 'add', '--all')
      await plainGit(directory, 'commit', '--quiet', `--message=${subject}`)
    }
    await commit('begin', {
      '.github/workflows/ci.yml': WORKFLOW,
      'package.json': manifest({ scripts: { test: 'node --test' } }),
      'src/add.js': 'export const add = (a, b) => a - b\n',
      'test/add.test.js': TEST,
      'README.md': '# Sample\n',
    })
    await commit('fix: add adds', { 'src/add.js': 'export const add = (a, b) => a + b\n' })
    await commit('docs: a sentence', { 'README.md': '# Sample\n\nIt adds.\n' })
    await commit('fix: nothing fails', {
      'src/add.js': 'export const add = (a, b) => b + a\n',
      'package.json': manifest({ scripts: { test: 'true' } }),
    })
    await commit('fix: fewer words', {
      'src/add.js': 'export const add = (one, other) => one + other\n',
      'test/add.test.js': TEST.replace('  assert.equal(add(1, 2), 3)\n', '  add(1, 2)\n'),
    })
    await commit('fix: fewer words, no more', {
      'src/add.js': 'export const add = (a, b) => b + a\n',
      'test/add.test.js': TEST,
      'README.md': '# Sample\n\nIt adds again.\n',
    })
  })
  afterAll(() => rm(directory, { recursive: true }))

  it('tells for each commit what would have rejected it, and leaves honest ones alone', async () => {
    const { stdout } = await run(process.execPath, [BENCH, '--repo', directory, '--json'])
    const { judged } = JSON.parse(stdout) as {
      judged: { subject: string; kind: string; trips: { gate: string }[] }[]
    }
    const reported = judged.map(({ subject, kind, trips }) => [
      subject,
      kind,
      ...trips.map(({ gate }) => gate),
    ])
    expect(reported).toEqual([
      ['fix: fewer words, no more', 'revert'],
      ['fix: fewer words', 'ordinary', 'weakened tests'],
      ['fix: nothing fails', 'tools', 'what judges'],
      ['docs: a sentence', 'documentation', 'no code'],
      ['fix: add adds', 'ordinary'],
    ])
  })

  it('counts over the ordinary commits and over all, and shows the cases', async () => {
    const args = ['--repo', `${directory}/.git`, '--last', '4']
    const { stdout } = await run(process.execPath, [BENCH, ...args])
    expect(stdout).toContain('4 commits (1 revert, 1 ordinary, 1 tools, 1 documentation)')
    expect(stdout).toMatch(/^no code +0 \(0\.0 %\) +0 \(0\.0 %\) +1 \(25\.0 %\)$/m)
    expect(stdout).toMatch(/^what judges +0 \(0\.0 %\) +1 \(33\.3 %\) +1 \(25\.0 %\)$/m)
    expect(stdout).toContain('changes `scripts.test` in `package.json`, which the check `test` runs')
    expect(stdout).toContain('left out, for want of a pull request, a report or rivals: branch taken')
  })

  it('judges the ordinary commits alone where that is asked for', async () => {
    const { stdout } = await run(process.execPath, [
      BENCH,
      '--repo',
      directory,
      '--ordinary',
      '--workers',
      '1',
    ])
    expect(stdout).toContain('2 commits (2 ordinary)')
    expect(stdout).toContain('3 that were left out were not judged')
    expect(stdout).toMatch(/^weakened tests +1 \(50\.0 %\) *$/m)
  })

  it('judges all that change code where that is asked for, and gives both rates', async () => {
    const { stdout } = await run(process.execPath, [BENCH, '--repo', directory, '--code', '--workers', '1'])
    expect(stdout).toContain('4 commits (1 revert, 2 ordinary, 1 tools)')
    expect(stdout).toMatch(/^what judges +0 \(0\.0 %\) +1 \(25\.0 %\) *$/m)
  })

  it('says how it is called, and ends with 2, where nobody said whose commits', async () => {
    const { exitCode, stderr } = await run(process.execPath, [BENCH], { mayFail: true })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('usage: node test/bench/history.ts --repo PATH')
  })
})
