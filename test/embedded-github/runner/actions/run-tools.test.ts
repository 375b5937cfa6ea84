import { afterAll, expect, it } from 'vitest'
import { wordsOf } from '../../../../packages/embedded-github/src/runner/actions/tools/programs/run-tool.ts'
import { removeTemporaryFolders } from '../../../temporary-folder.ts'
import { jobs, useMachine } from './run-with.ts'

afterAll(removeTemporaryFolders)

const runWith = useMachine()

/** Tells its version, and else in which folder, and what it was called with. */
const program = (name: string) => `#!/bin/sh
case "$*" in *--version*) echo '${name} 97.1.0' ;; *) echo "\${PWD##*/}: ${name} $*"; test "$1" != fail ;; esac
`

it('R1: actions that run one tool run that of the machine as the action does, or say what is missing', async () => {
  const names = [
    'pre-commit',
    'typos',
    'black',
    'cargo-deny',
    'staticcheck',
    'markdownlint-cli2',
    'cargo',
    'zizmor',
  ]
  const programs = Object.fromEntries(names.map((name) => [`usr/bin/${name}`, program(name)]))
  const steps = [
    '- uses: pre-commit/action@v3.0.1',
    '- uses: pre-commit/action@v3.0.1\n  with: { extra_args: \'a --files "b c"\' }',
    "- uses: crate-ci/typos@v1.24.0\n  with: { files: 'src docs', config: typos.toml }",
    "- uses: psf/black@stable\n  with: { version: '~= 97.0', src: ./lib }",
    "- uses: psf/black@stable\n  with: { version: '98.2' }",
    '- uses: EmbarkStudios/cargo-deny-action@v2\n  with: { command: check bans }',
    '- run: mkdir sub\n- uses: dominikh/staticcheck-action@v1\n  with: { working-directory: sub, version: latest }',
    "- uses: DavidAnson/markdownlint-cli2-action@v16\n  with:\n    globs: |\n      a b.md\n      '#x'",
    '- uses: actions-rs/cargo@v1\n  with: { command: fail }',
    '- uses: hadolint/hadolint-action@v3',
    '- uses: zizmorcore/zizmor-action@v0.1\n  with: { advanced-security: false, persona: pedantic }',
    '- uses: jlumbroso/free-disk-space@main\n- run: echo went on',
  ]
  const ran = await runWith({ programs }, jobs(...steps))
  const log = async (name: string) => (await ran.log(name)).split('\n').find((line) => /^\w+: /.test(line))
  expect(await log('j0')).toBe('payments: pre-commit run --show-diff-on-failure --color=always --all-files')
  expect(await log('j1')).toBe('payments: pre-commit run --show-diff-on-failure --color=always a --files b c')
  expect(await log('j2')).toBe('payments: typos --config typos.toml src docs')
  expect(await log('j3')).toBe('payments: black --check --diff ./lib')
  expect(await log('j5')).toBe(
    'payments: cargo-deny --manifest-path ./Cargo.toml --log-level warn --all-features check bans',
  )
  expect(await log('j6')).toBe('sub: staticcheck ./...')
  expect(await log('j7')).toBe("payments: markdownlint-cli2 a b.md '#x'")
  expect(await log('j10')).toBe('payments: zizmor --persona pedantic .')
  const failed = Object.entries(ran.conclusions).filter(([, conclusion]) => conclusion !== 'success')
  expect(failed.map(([name]) => name).sort()).toEqual(['j4', 'j8', 'j9'])
  expect(ran.check('j4').output.title).toBe('`psf/black@stable` asks for Black 98.2; this machine has 97.1.0')
  expect(ran.told('j8')).toContain('cargo ended with exit code 1.')
  expect(ran.check('j9').output.title).toMatch(
    /^`hadolint\/hadolint-action@v3` asks for hadolint; this machine has no hadolint$/,
  )
})

it('words are read as a shell reads them, without a shell', () => {
  expect(wordsOf(` a --b="c d" 'e'f  $(x) `)).toEqual(['a', '--b=c d', 'ef', '$(x)'])
})
