import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import { createSampleRepository, type SampleRepository } from '../../adapters/git/sample-repository.ts'
import { scriptedToolchain, shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { aWorker, type Worker } from './a-worker.ts'

const COMMIT = 'git -c user.name=a -c user.email=a@example.org commit -qam mine'

let dataDir: string
let sample: SampleRepository
let worker: Worker

beforeAll(async () => {
  const directory = await temporaryFolder()
  dataDir = join(directory, 'data')
  sample = await createSampleRepository(directory)
})
beforeEach(() => {
  worker = aWorker({ sample, dataDir })
})

describe('how an attempt ends', () => {
  it.each([
    ['exit 1 after work', 'echo fixed > README.md; exit 1', 'README.md', 'exit code 1'],
    ['killed after work', 'echo fixed > README.md; kill -KILL $$', 'README.md', 'SIGKILL'],
    ['terminated itself', 'echo fixed > README.md; kill -TERM $$', 'README.md', 'SIGTERM'],
    ['a new file only', 'echo a > new.txt; exit 127', 'new.txt', 'exit code 127'],
    [
      'with colours in its last words',
      'echo fixed > README.md; printf "\\033[31mno \\033[1mcredit\\033[0m\\n" >&2; exit 1',
      'README.md',
      'no credit',
    ],
  ])('R9: in a patch, with the reason why it was cut short: %s', async (_, script, path, words) => {
    const outcome = await worker.outcomeOf(shellToolchain(script))
    expect(outcome).toMatchObject({
      kind: 'patch',
      patch: { files: [{ path }] },
      cutShort: { failure: 'crashed', detail: expect.stringContaining(words) },
    })
    expect(JSON.stringify(outcome)).not.toContain('\\u001b')
  })

  it.each([
    [
      'a work tree of its own',
      'git worktree add -q .worktrees/x && echo more >> .worktrees/x/README.md',
      '.worktrees/x/.git',
    ],
    ['a clone', 'git clone -q . copy', 'copy/.git'],
    ['a new repository', 'git init -q new && echo x > new/x.txt', 'new/.git'],
  ])('R9: in a patch without %s, which is named', async (_, script, leftOut) => {
    expect(await worker.outcomeOf(shellToolchain(`echo fixed > README.md; ${script}`))).toMatchObject({
      kind: 'patch',
      patch: { files: [{ path: 'README.md' }] },
      leftOut: [leftOut],
    })
  })

  it.each([
    ['a stash', 'git -c user.name=a -c user.email=a@example.org stash -q'],
    ['a branch that it left', `${COMMIT} && git checkout -q HEAD~1`],
  ])('R9: in a failure that says so where all work is in %s', async (_, script) => {
    const outcome = await worker.outcomeOf(shellToolchain(`echo fixed > README.md; ${script}`))
    expect(outcome).toMatchObject({
      failure: 'no-changes',
      detail:
        'The agent left every file of its work tree as it was. It has made commits or a stash of its own, which are not collected.',
    })
  })

  it.each([
    ['no change, exit 1', 'exit 1', 'crashed'],
    [
      'only its report',
      `mkdir -p .speculate; echo '{"rationale":"x"}' > .speculate/report.json`,
      'no-changes',
    ],
    [
      'only its report, exit 1',
      `mkdir -p .speculate; echo '{"rationale":"x"}' > .speculate/report.json; exit 1`,
      'crashed',
    ],
    ['only by-products, exit 1', 'mkdir -p a/__pycache__; echo x > a/__pycache__/x.pyc; exit 1', 'crashed'],
    ['deleted everything, exit 1', 'rm -rf ./* ./.[!.]*; exit 1', undefined],
    ['touch only', 'touch README.md', 'no-changes'],
    ['touch only and exit 1', 'touch README.md; exit 1', 'crashed'],
  ])('R9: in a failure: %s', async (_, script, failure) => {
    expect(await worker.outcomeOf(shellToolchain(script))).toMatchObject({
      kind: 'failure',
      ...(failure && { failure }),
    })
  })

  it.each(['refuse', 'crash'] as const)(
    'R9: in a patch where an ACP agent ends by "%s" after its work',
    async (ending) => {
      const outcome = await worker.outcomeOf(
        scriptedToolchain({
          files: { 'README.md': 'f\n' },
          ending,
          report: { rationale: 'R', confidence: 0.5 },
        }),
      )
      expect(outcome).toMatchObject({
        kind: 'patch',
        patch: { files: [{ path: 'README.md' }] },
        report: { rationale: 'R' },
        cutShort: { detail: expect.any(String) },
      })
    },
  )
  it.each(['refuse', 'crash', 'strange'] as const)(
    'R9: in a failure where an ACP agent ends by "%s" without work',
    async (ending) => {
      expect(await worker.outcomeOf(scriptedToolchain({ ending }))).toMatchObject({ kind: 'failure' })
    },
  )
  it.each([
    [
      'error',
      `{"jsonrpc":"2.0","id":$id,"error":{"code":-32603,"message":"upstream said 529 overloaded"}}`,
      '529 overloaded',
    ],
    ['no stop reason', `{"jsonrpc":"2.0","id":$id,"result":{}}`, ''],
    ['null', `{"jsonrpc":"2.0","id":$id,"result":null}`, ''],
    ['number', `{"jsonrpc":"2.0","id":$id,"result":{"stopReason":7}}`, '7'],
    ['markup', `{"jsonrpc":"2.0","id":$id,"result":{"stopReason":"<b>@acme</b>"}}`, 'acme'],
  ])('R9: in a patch where an ACP agent answers with %s after its work', async (_, answer, words) => {
    const program = `
      const rl = require('readline').createInterface({ input: process.stdin })
      const send = (v) => process.stdout.write(JSON.stringify(v) + '\\n')
      rl.on('line', (line) => {
        const { id, method, params } = JSON.parse(line)
        if (method === 'initialize') send({ jsonrpc: '2.0', id, result: { protocolVersion: 1, agentCapabilities: {} } })
        else if (method === 'session/new') send({ jsonrpc: '2.0', id, result: { sessionId: 's' } })
        else if (method === 'session/prompt') {
          require('fs').writeFileSync('README.md', 'fixed\\n')
          process.stdout.write(${JSON.stringify(answer)}.replace('$id', JSON.stringify(id)) + '\\n')
        }
      })`
    const outcome = await worker.outcomeOf(
      Toolchain.parse({ kind: 'acp', command: [process.execPath, '-e', program] }),
    )
    expect(outcome).toMatchObject({
      kind: 'patch',
      patch: { files: [{ path: 'README.md' }] },
      cutShort: { detail: expect.stringContaining(words) },
    })
  })
})

describe('the report of an attempt', () => {
  it.each([
    [
      'plain',
      'echo fixed > README.md; echo "I changed the README because of the issue."',
      /I changed the README because/,
    ],
    [
      'ANSI',
      'echo fixed > README.md; printf "\\033[32mI changed\\033[0m it \\033]0;title\\007all\\n"',
      /I changed it all/,
    ],
  ])('without a file is what its agent said: %s', async (_, script, words) => {
    expect(await worker.outcomeOf(shellToolchain(script))).toMatchObject({
      kind: 'patch',
      report: { rationale: expect.stringMatching(words) },
    })
  })
  it.each([
    ['JSON stream', `echo fixed > README.md; echo '{"type":"a","text":"x"}'; echo '{"type":"b"}'`],
    ['nothing said', 'echo fixed > README.md'],
    ['blanks', 'echo fixed > README.md; printf "\\n  \\n"'],
  ])('is empty where its agent said nothing to people: %s', async (_, script) => {
    const outcome = await worker.outcomeOf(shellToolchain(script))
    expect(outcome).toMatchObject({ kind: 'patch', report: { rationale: '' } })
  })
  it('that cannot be read is what its agent said, and the mistake is a risk', async () => {
    const outcome = await worker.outcomeOf(
      shellToolchain(
        `echo fixed > README.md; mkdir .speculate; echo '{broken' > .speculate/report.json; echo "Said at the end."`,
      ),
    )
    expect(outcome).toMatchObject({
      report: {
        rationale: expect.stringContaining('Said at the end.'),
        risks: [expect.stringContaining('not valid JSON')],
      },
    })
  })
  it('without a rationale gets what its agent said', async () => {
    const outcome = await worker.outcomeOf(
      shellToolchain(
        `echo fixed > README.md; mkdir .speculate; echo '{"confidence":0.5}' > .speculate/report.json; echo "Said at the end."`,
      ),
    )
    expect(outcome).toMatchObject({
      report: { confidence: 0.5, rationale: expect.stringContaining('Said at the end.') },
    })
  })
})
