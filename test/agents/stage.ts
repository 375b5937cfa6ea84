import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAgents } from '../../src/adapters/agents/agents.ts'
import { createWorkspace } from '../../src/adapters/git/create-workspace.ts'
import { createRedactor } from '../../src/adapters/redaction/create-redactor.ts'
import { createSandbox } from '../../src/adapters/sandbox/create-sandbox.ts'
import { presetToolchains, type Toolchain } from '../../src/config/toolchains/toolchains.ts'
import type { AgentResult } from '../../src/ports/agent.ts'
import type { WorkTree } from '../../src/ports/workspace.ts'
import { type ScriptedModelOptions, startScriptedModel } from '../../src/sample/scripted-model.ts'
import { createSampleRepository, SAMPLE_FILES } from '../adapters/git/sample-repository.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { measuredSandbox } from './measured-sandbox.ts'
import { packages } from './ready.ts'
import { SETTINGS_OF_A_REPOSITORY } from './settings-of-a-repository.ts'

/** Canaries: they appear in nothing that an agent leaves. */
export const REAL_KEY = 'sk-canary-0123456789abcdef-real'
export const SECRET_OF_OURS = 'canary-webhook-secret-0123456789'
export const SECRET_FILE = 'canary-in-a-file-0123456789'

export interface Stage {
  /** The folder of everything; a file with a secret is in it, outside of what the agent works in. */
  readonly directory: string
  readonly workTree: WorkTree
  readonly calls: readonly { readonly text: string }[]
  readonly progress: readonly string[]
  readonly peaks: readonly number[]
  run(brief?: string, signal?: AbortSignal): Promise<AgentResult>
  collect(): ReturnType<ReturnType<typeof createWorkspace>['collect']>
  close(): Promise<void>
}

/** A work tree of a repository that would like to be obeyed, and one preset before a scripted model. */
export async function openStage(
  name: string,
  script: ScriptedModelOptions['script'],
  changes: Partial<Toolchain> = {},
): Promise<Stage> {
  process.env.REAL_MODEL_KEY = REAL_KEY
  process.env.WEBHOOK_SECRET = SECRET_OF_OURS
  const preset = presetToolchains.get(name)
  if (preset?.provider === undefined) throw new Error(`there is no preset ${name}`)
  const directory = await temporaryFolder()
  await mkdir(join(directory, 'operator'))
  await writeFile(join(directory, 'operator', 'secret.txt'), SECRET_FILE)
  const sample = await createSampleRepository(directory, { ...SAMPLE_FILES, ...SETTINGS_OF_A_REPOSITORY })
  const workspace = createWorkspace({ dataDir: join(directory, 'data') })
  const workTree = await workspace.prepare({
    repository: { owner: 'acme', repo: 'payments' },
    remote: { url: sample.url, authorization: undefined },
    base: sample.base,
    name: 'attempt.1',
  })
  const model = await startScriptedModel({ script, key: REAL_KEY })
  const provider = { ...preset.provider, base_url: model.url, key: 'REAL_MODEL_KEY' }
  const progress: string[] = []
  const peaks: number[] = []
  const agents = createAgents(new Map([[name, { ...preset, ...changes, provider }]]), {
    sandbox: measuredSandbox(createSandbox({ hostIsDisposable: false }), (peak) => peaks.push(peak)),
    packages,
    prices: { [preset.model ?? '']: { input: 1, output: 10 } },
    transcripts: join(directory, 'transcripts'),
    redactor: createRedactor(),
    log: (message) => progress.push(message),
  })
  return {
    directory,
    workTree,
    calls: model.calls,
    progress,
    peaks,
    async run(brief = 'Do what the model says.', signal = new AbortController().signal) {
      const agent = agents.agent(name)
      if (agent === undefined) throw new Error(`there is no agent ${name}`)
      return agent.run({ workTree, brief, budget: {}, signal, onProgress: (line) => progress.push(line) })
    },
    collect: () =>
      workspace.collect({
        workTree,
        base: sample.base,
        message: 'work',
        author: { name: 'A', email: 'a@example.org' },
        maxFileBytes: 1_000_000,
        date: '2026-01-01T00:00:00Z',
      }),
    async close() {
      await model.close()
      await workspace.dispose('attempt.1')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
