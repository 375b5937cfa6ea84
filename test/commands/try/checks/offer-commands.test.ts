// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { offerCommands } from '../../../../src/commands/try/checks/offer-commands.ts'

it('R1: offers what the workflows run, each once, and no part of a greater script', () => {
  const text = `on: push
jobs:
  test:
    runs-on: macos-14
    steps:
      - run: |
          # what is needed
          npm ci
          npm test
      - run: npm test
      - { run: make check, working-directory: lib }
      - run: echo \${{ secrets.TOKEN }}
      - { run: "print(1)", shell: python }
      - run: |
          if test -f x; then
            make x
          fi
      - run: |
          cat > x <<END
          make y
          END
      - run: |
          docker build \\
            --tag x .`
  expect(offerCommands([{ path: 'ci.yml', text }])).toEqual(['npm ci', 'npm test', 'cd lib && make check'])
})

it('R1: offers nothing that only ends or says something, as jobs do that wait for all others', () => {
  const steps = ['exit 1', 'echo "all green"', 'true', 'echo go && make test', 'exit-status-check']
  const text = `on: push\njobs: { gate: { runs-on: x, steps: ${JSON.stringify(steps.map((run) => ({ run })))} } }`
  expect(offerCommands([{ path: 'ci.yml', text }])).toEqual(['echo go && make test', 'exit-status-check'])
})
