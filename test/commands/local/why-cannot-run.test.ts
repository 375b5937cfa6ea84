import { expect, it } from 'vitest'
import { failedStep } from '../../../src/commands/local/failed-step.ts'
import { whyCannotRun } from '../../../src/commands/local/why-cannot-run.ts'

const log = (exitCode: number, ...lines: string[]) =>
  ['##[command]the command', ...lines, `##[error]Process completed with exit code ${exitCode}.`, ''].join(
    '\n',
  )
const step = (exitCode: number, ...lines: string[]) => {
  const found = failedStep(log(exitCode, ...lines))
  if (!found) throw new Error('no step failed')
  return found
}

it.each<[number, string]>([
  [127, '/tmp/x.sh: line 1: pytest: command not found'],
  [126, '/tmp/x.sh: line 1: ./run: Permission denied'],
  [2, "make: *** No rule to make target 'lint'.  Stop."],
  [2, 'make: *** No targets specified and no makefile found.  Stop.'],
  [2, 'make: *** [Makefile:2: lint] Error 127'],
  [1, 'npm error Missing script: "lint"'],
  [1, 'npm ERR! Missing script: "lint"'],
  [1, ' ERR_PNPM_NO_SCRIPT  Missing script: lint'],
  [1, 'error Command "lint" not found.'],
  [1, 'error: Justfile does not contain recipe `lint`'],
  [1, "Don't know how to build task 'lint' (See the list of available tasks with `rake --tasks`)"],
  [1, '/usr/bin/python3: No module named pytest'],
  [101, 'error: no such command: `clippy`'],
  [2, 'error: Failed to spawn: `pytest`'],
])('R3: exit code %i after %s is nothing that a patch could mend', (exitCode, line) => {
  expect(whyCannotRun(step(exitCode, 'before', line))).toContain(line.trim().replaceAll('  ', ' '))
})

it.each<[number, string]>([
  [1, 'AssertionError [ERR_ASSERTION]: -1 == 5'],
  [2, "make: *** No rule to make target 'src/new.c', needed by 'all'.  Stop."],
  [2, 'make: *** [Makefile:2: test] Error 1'],
  [1, "ModuleNotFoundError: No module named 'adder.sub'"],
  [1, "Error: Cannot find module './sub.js'"],
  [1, 'src/add.c:3:5: error: no such member'],
])('R3: exit code %i after %s is an ordinary failure', (exitCode, line) => {
  expect(whyCannotRun(step(exitCode, line))).toBeUndefined()
})

it('names no file of the runner', () => {
  const script = '/tmp/embedded-github-job-PHC4No/files/5bbb4d98-e0ec-4bf3-adcf-a7565449baca.sh'
  expect(whyCannotRun(step(127, `${script}: line 1: pipx: command not found`))).toBe(
    'a command was not found: line 1: pipx: command not found',
  )
})

it('reads the step that failed, without colours and without the steps before it', () => {
  const text = `##[command]npm ci\nerror: not of this step\n##[command]npm test\n##[command]echo\n\u001b[31mError: red\u001b[0m\n##[error]Process completed with exit code 3.\n`
  expect(failedStep(text)).toEqual({ exitCode: 3, lines: ['Error: red'] })
  expect(failedStep('##[command]npm ci\nfine\n')).toBeUndefined()
})
