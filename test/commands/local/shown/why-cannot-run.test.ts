import { expect, it } from 'vitest'
import { failedStep } from '../../../../src/commands/local/shown/failed-step.ts'
import { whyCannotRun } from '../../../../src/commands/local/shown/why-cannot-run.ts'

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
  [127, 'E: a job installs no packages on this machine, which lacks valgrind'],
  [1, 'sudo: a terminal is required to read the password; either use the -S option'],
  [100, 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)'],
  [100, 'E: Unable to locate package libfoo-dev'],
  [1, 'npm error code EAI_AGAIN'],
  [1, 'ERROR: No matching distribution found for tox'],
  [1, '      ERROR: No matching distribution found for setuptools>=61.2'],
  [2, 'error: Failed to fetch: `https://pypi.org/simple/tox/`'],
  [101, '  Unable to update registry `crates-io`'],
  [
    1,
    'go: golang.org/x/exp/cmd/apidiff@latest: Get "https://proxy.golang.org/": dial tcp: lookup proxy.golang.org',
  ],
  [
    1,
    '[ERROR] Plugin x:1 or one of its dependencies could not be resolved: Could not transfer artifact x:pom:1',
  ],
  [1, '> Could not GET https://plugins.gradle.org/m2/'],
  [17, 'Could not fetch specs from https://rubygems.org/'],
  [6, 'curl: (6) Could not resolve host: example.org'],
  [128, "fatal: unable to access 'https://example.org/a.git/': Could not resolve host"],
  [1, "dd: error writing 'x': No space left on device"],
  [1, 'Error: ENOSPC: no space left on device, write'],
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
  [1, 'Error: getaddrinfo ENOTFOUND api.example.org'],
  [1, '    client_test.go:12: dial tcp 127.0.0.1:80: connection refused'],
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
