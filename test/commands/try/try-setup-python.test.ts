import { execa, execaSync } from 'execa'
import { afterEach, beforeEach, expect } from 'vitest'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { type Adder, createAdder } from './adder.ts'

const hasPython =
  execaSync('python3', ['-c', 'import venv, sys; sys.exit(sys.version_info < (3, 8))'], { reject: false })
    .exitCode === 0
const withPython = hasPython ? inSandbox : inSandbox.skip

/** The environment names the place where it is made: in `pyvenv.cfg`, and in the first line of its program. */
const SET_UP = [
  'python3 -m venv --without-pip .venv',
  'cp -R packages/sums "$(.venv/bin/python -c "import sysconfig; print(sysconfig.get_path(\'purelib\'))")"',
  'printf "#!%s/.venv/bin/python\\nimport sys, unittest\\nsys.path.insert(0, str())\\nunittest.main(module=None)\\n" "$PWD" > .venv/bin/check',
  'chmod +x .venv/bin/check',
]
const RIGHT = 'def add(a, b):\n    return a + b\n'

let adder: Adder
beforeEach(async () => {
  adder = await createAdder()
  await adder.commit({
    '.github/speculate.yml': JSON.stringify({ setup: SET_UP }),
    'requirements.txt': 'sums==1.0\n',
    'packages/sums/__init__.py': 'FIVE = 5\n',
    'adder/__init__.py': '',
    'adder/add.py': RIGHT.replace('+', '-'),
    'tests/__init__.py': '',
    'tests/test_add.py': `import unittest
from sums import FIVE
from adder.add import add

class TestAdd(unittest.TestCase):
    def test_add(self):
        self.assertEqual(add(2, 3), FIVE)
`,
  })
})
afterEach(() => adder.remove())

/** Leaves a right patch only where its own run of the tests is green, by the program of the environment and by its Python. */
const agent = (more = '') => `cat > adder/add.py <<'END'
${RIGHT}${more}END
check discover tests && python -m unittest && .venv/bin/python -c 'import sums' || git checkout adder`

withPython(
  'R4: an environment of Python, set up as the repository says, lies under every agent and every check at its own place',
  { timeout: 300_000 },
  async () => {
    const { exitCode, stdout, stderr } = await adder.tryScripts(
      { one: agent(), two: agent('\n\ndef one():\n    return add(0, 1)\n') },
      [
        ...['--verify', '.venv/bin/check discover tests', '--verify', 'python -m unittest discover tests'],
        ...['--no-proof', '--json', '--toolchain', 'one', '--toolchain', 'two'],
      ],
    )
    expect(exitCode, stderr).toBe(0)
    const { clone, candidates } = JSON.parse(stdout)
    expect(candidates).toHaveLength(2)
    for (const { branch } of candidates) {
      const changed = await execa('git', ['diff', '--name-only', `HEAD...${branch}`], { cwd: clone })
      expect(changed.stdout).toBe('adder/add.py')
    }
  },
)
