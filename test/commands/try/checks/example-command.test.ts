import { expect, it } from 'vitest'
import { exampleOfAll } from '../../../../src/commands/try/checks/example-command.ts'

it.each([
  [['package.json', 'index.js'], 'npm test'],
  [['setup.py', 'tests'], 'python3 -m pytest'],
  [['go.mod'], 'go test ./...'],
  [['README.md'], 'npm test'],
])('R1: of %j, the example for --verify is %s', (paths, command) => {
  expect(exampleOfAll(paths)).toBe(command)
})
