import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'

const REPOSITORY: Repository = {
  '.github/workflows/ci.yml': `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: golangci/golangci-lint-action@v6
      - run: pre-commit run --all-files
`,
  '.golangci.yml': '# Copyright 2023 The Authors\n\nlinters:\n  enable:\n    - errcheck\n',
  '.pre-commit-config.yaml': `# Copyright 2023 The Authors
repos:
  - repo: local
    hooks:
      - id: words
        name: words
        language: system
        entry: |
          grep
          # none
        args: [no]
`,
  'lamp.go': 'package lamp\n',
}

const judges = async (change: NonNullable<PatchOn['change']>) =>
  (await judgePatch(REPOSITORY, { change })).filter(({ gate }) => gate === 'what judges')

const replaced = (path: string, from: string, to: string) =>
  judges({ [path]: (text) => text.replace(from, to), 'lamp.go': 'package lamp\n\nconst On = 1\n' })

describe('V1: comments in configuration judge nobody', () => {
  it.each([
    ['another year', '.golangci.yml', '2023', '2024'],
    ['a comment that is gone', '.golangci.yml', '# Copyright 2023 The Authors\n', ''],
    ['a comment within', '.golangci.yml', '    - errcheck', '    # What fails is told.\n    - errcheck'],
  ])('%s', async (_, path, from, to) => {
    expect(await replaced(path, from, to)).toEqual([])
  })

  it.each([
    ['a line that becomes a comment', '.golangci.yml', '    - errcheck', '    # - errcheck'],
    [
      'a comment that becomes a line',
      '.golangci.yml',
      '# Copyright 2023 The Authors',
      'run:\n  tests: false',
    ],
    ['what looks like a comment in a text', '.pre-commit-config.yaml', '# none', '# all'],
    ['a word that some read otherwise', '.pre-commit-config.yaml', '[no]', '["no"]'],
  ])('but not %s', async (_, path, from, to) => {
    expect(await replaced(path, from, to)).toHaveLength(1)
  })
})
