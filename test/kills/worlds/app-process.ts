// A process of its own that is killed: the whole App, on a GitHub of whoever starts it. `app-process.ts JSON`; says "settled" once the run
// of the issue is.

import { setTimeout as pause } from 'node:timers/promises'
import { createSandbox } from '../../../src/adapters/sandbox/create-sandbox.ts'
import type { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import type { IssueRef } from '../../../src/domain/issue/issue.ts'
import type { EmbeddedStage } from '../../contracts/embedded-stage.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { startApp } from '../../scenarios/worlds/start-app.ts'

export interface AppProcess {
  readonly apiUrl: string
  readonly credentials: EmbeddedStage['credentials']
  /** For its database and its work trees. */
  readonly directory: string
  readonly toolchain: Toolchain
  readonly isSandboxed: boolean
  readonly issue: IssueRef
}

const { apiUrl, credentials, issue, isSandboxed, ...options }: AppProcess = JSON.parse(
  process.argv[2] ?? '{}',
)
const sandbox = createSandbox({ hostIsDisposable: !isSandboxed })
const { store } = await startApp(
  { credentials, github: { apiUrl } },
  { ...options, agents: { ...onThisHost, sandbox }, log: (line) => process.stderr.write(`${line}\n`) },
)
process.on('disconnect', () => process.exit())
const isSettled = async () => (await store.latestSpeculation(issue))?.settledAt !== undefined
while (!(await isSettled())) await pause(100)
process.send?.('settled')
