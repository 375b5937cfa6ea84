import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn } from '../../../../judges/judge-patch.ts'

const NODE = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test", "start": "node src/main.js" } }\n',
  'src/main.js': 'export const one = 1\n',
  'test/main.test.js': "import test from 'node:test'\ntest('is', () => {})\n",
}
const PYTHON = {
  'pyproject.toml': '[project]\nname = "a"\n\n[tool.pytest.ini_options]\naddopts = "-q"\n',
  'src/a.py': 'ONE = 1\n',
  'tests/test_a.py': 'def test_a():\n    assert True\n',
}

const judged = async (
  base: Readonly<Record<string, string>>,
  change: PatchOn['change'],
  check = 'ci/other',
) =>
  (await judgePatch(base, { checks: [check], ...(change && { change }) })).filter(
    ({ gate }) => gate === 'what judges',
  )

describe('V1: where nobody sees what a check runs, what such checks usually run is out of reach', () => {
  it('the scripts of a package', async () => {
    const [gate] = await judged(NODE, { 'package.json': (was) => was.replace('node --test', 'true') })
    expect(gate?.reason).toBe(
      'changes `scripts.test` in `package.json`, which checks such as `ci/other` usually run',
    )
  })

  it('the command that the check is called after', async () => {
    const base = { ...NODE, Makefile: 'smoke:\n\tnode src/main.js\n' }
    expect(await judged(base, { Makefile: 'smoke:\n\ttrue\n' }, 'make smoke')).toHaveLength(1)
  })

  it('the configuration of the tools, and what they load by themselves', async () => {
    const [section] = await judged(PYTHON, { 'pyproject.toml': (was) => was.replace('-q', '--co') })
    expect(section?.reason).toMatch(
      /in `pyproject.toml`, which `pytest` reads for checks such as `ci\/other`/,
    )
    expect(await judged(PYTHON, { 'conftest.py': 'collect_ignore = ["tests"]\n' })).toHaveLength(1)
  })

  it('and nothing else', async () => {
    expect(
      await judged(NODE, { 'package.json': (was) => was.replace('main.js"', 'main.js --port 1"') }),
    ).toEqual([])
    expect(await judged(NODE, { 'src/main.js': 'export const one = 2\n' })).toEqual([])
    expect(
      await judged(PYTHON, { 'src/a.py': 'ONE = 2\n', 'tests/test_b.py': 'def test_b():\n    assert 1\n' }),
    ).toEqual([])
  })

  it.each([
    ['pytest.ini', '[pytest]\naddopts = --cov=adder --cov-report=term\n'],
    ['setup.cfg', '[tool:pytest]\naddopts =\n    --cov adder\n    --ignore=adder.py\n'],
    ['pyproject.toml', '[tool.pytest.ini_options]\naddopts = ["--cov", "adder", "--cov-branch"]\n'],
  ])('what pytest only measures is no part of what judges: %s', async (path, options) => {
    const base = { ...PYTHON, [path]: options, 'adder.py': 'ONE = 1\n' }
    expect(await judged(base, { 'adder.py': 'ONE = 2\n' })).toEqual([])
  })

  it('what pytest loads beside that is', async () => {
    const base = {
      ...PYTHON,
      'pytest.ini': '[pytest]\naddopts = --cov --cov-config=cov.ini -p hooks\n',
      'cov.ini': '[run]\n',
      'hooks.py': 'HOOKS = 1\n',
    }
    expect(await judged(base, { 'hooks.py': 'HOOKS = 2\n' })).toHaveLength(1)
    expect(await judged(base, { 'cov.ini': '[run]\nplugins = x\n' })).toHaveLength(1)
  })

  it.each(['rm -rf /', '$(npm test)', 'npm test; rm x', 'npm'])(
    'a check called %j is no script',
    async (check) => {
      expect(await judged(NODE, { 'src/main.js': 'export const one = 2\n' }, check)).toEqual([])
    },
  )
})
