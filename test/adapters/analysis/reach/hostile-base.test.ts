import { describe, expect, it } from 'vitest'
import { deriveReach } from '../../../../src/adapters/analysis/reach/derive-reach.ts'
import { aBase, listed, reachOf } from './a-base.ts'

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index))

describe('a base that nobody wrote in good faith', () => {
  it.each([
    ['nested deeper than the stack', `${'['.repeat(100_000)}`],
    [
      'made of aliases to grow',
      `a: &a [x, x]\n${many(30, (n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}\njobs: *b29\n`,
    ],
    ['that is no mapping', '- 1\n- 2\n'],
    ['with jobs that are none', 'on: pull_request\njobs: [test]\n'],
  ])('has a workflow %s: its checks are told as not followed', async (_, workflow) => {
    const reach = await deriveReach({
      checks: [{ name: 'test' }],
      tree: aBase({ '.github/workflows/ci.yml': workflow }),
    })
    expect(reach.judges).toEqual([])
    expect(reach.unfollowed).toMatchObject([{ check: 'test' }])
  })

  it.each([
    [
      'scripts',
      'npm test',
      { 'package.json': '{"scripts":{"test":"npm run a","a":"npm run b","b":"npm run a"}}' },
    ],
    ['shell scripts', 'sh a.sh', { 'a.sh': 'sh b.sh', 'b.sh': 'sh a.sh' }],
    ['targets', 'make a', { Makefile: 'a: b\nb: a\n\tmake a\nX = $(Y)\nY = $(X)\n' }],
    ['includes', 'make a', { Makefile: 'include Makefile\na:\n\ttrue\n' }],
    ['recipes', 'just a', { justfile: 'a: b\n  just b\nb: a\n  just a\n' }],
    ['aliases of cargo', 'cargo a', { '.cargo/config.toml': '[alias]\na = "b"\nb = "a"\n' }],
    ['scripts of composer', 'composer a', { 'composer.json': '{"scripts":{"a":"@b","b":"@a"}}' }],
    [
      'imports',
      'node scripts/a.js',
      { 'scripts/a.js': "import './b.js'", 'scripts/b.js': "import './a.js'" },
    ],
    ['tasks', 'task a', { 'Taskfile.yml': 'tasks: { a: { deps: [b] }, b: { cmds: [{ task: a }] } }\n' }],
  ])('has %s that call each other', async (_, line, files) => {
    expect(listed(await reachOf(line, files)).length).toBeGreaterThan(0)
  })

  it('has local actions and workflows that use themselves', async () => {
    const workflow =
      'on: [pull_request, workflow_call]\njobs:\n  test: { steps: [{ uses: ./a }] }\n  again: { uses: ./.github/workflows/ci.yml }\n'
    const action = 'runs: { using: composite, steps: [{ uses: ./a }] }\n'
    const tree = aBase({ '.github/workflows/ci.yml': workflow, 'a/action.yml': action })
    const reach = await deriveReach({
      checks: [{ name: 'test' }, { name: 'again / again / again / test' }],
      tree,
    })
    expect(listed(reach)).toEqual(['a/** (pattern)'])
  })

  it('has a script too long to read: it is protected, and told as not followed', async () => {
    const reach = await reachOf('sh run.sh', { 'run.sh': 'true\n'.repeat(60_000) })
    expect(listed(reach)).toEqual(['run.sh'])
    expect(reach.unfollowed).toMatchObject([{ why: 'it is too long to be read' }])
  })

  it('has a script that nests deeper than the stack', async () => {
    const reach = await reachOf('sh run.sh', { 'run.sh': `${'('.repeat(20_000)}true${')'.repeat(20_000)}\n` })
    expect(listed(reach)).toEqual(['run.sh'])
  })

  it('has more scripts than anybody reads: the limit is told', async () => {
    const files = Object.fromEntries(
      many(900, (n) => `s/${n}.sh`).map((path, n) => [path, `sh s/${n + 1}.sh\n`]),
    )
    const wide = many(900, (n) => `sh s/${n}.sh`).join('\n')
    const reach = await reachOf('sh all.sh', { ...files, 'all.sh': wide })
    expect(listed(reach).length).toBeLessThan(1_000)
    expect(reach.unfollowed.length).toBeGreaterThan(0)
  })

  it('has names that are no names: nothing leads out of the repository', async () => {
    const reach = await reachOf(
      [
        'sh ../x.sh',
        'sh /etc/passwd',
        'sh a/../../x.sh',
        'make -C ..',
        'npm --prefix ../.. test',
        'sh __proto__',
        'npm run constructor',
      ],
      {
        'package.json': '{"scripts":{}}',
        'x.sh': '',
      },
    )
    expect(listed(reach).filter((one) => !one.endsWith(' (pattern)'))).toEqual([])
  })

  it('holds the characters that stand for what is not known', async () => {
    const reach = await reachOf('sh "\u{E000}" \u{E001}/x.sh', { 'x.sh': '' })
    expect(reach.judges.every(({ path, via }) => !/[\u{E000}\u{E001}]/u.test([path, ...via].join('')))).toBe(
      true,
    )
  })
})
