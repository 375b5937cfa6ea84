import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type AgentContext,
  agent,
  methods,
  ndJsonStream,
  PROTOCOL_VERSION,
  type SessionUpdate,
} from '@agentclientprotocol/sdk'
import { REPORT_PATH } from '../ports/workspace.ts'
import { recallPatch } from './recall-patch.ts'

/**
 * A coding agent that knows the sample's issues by heart: a process of its own that speaks the Agent Client Protocol over
 * standard input and output, so that everything around it works as with any other agent.
 */
const STEP_MS = 20

const sessions = new Map<string, { readonly cwd: string; cancel: AbortController }>()

agent({ name: 'scripted-agent' })
  .onRequest(methods.agent.initialize, () => ({
    protocolVersion: PROTOCOL_VERSION,
    agentCapabilities: { loadSession: false },
    agentInfo: { name: 'scripted-agent', version: '1' },
  }))
  .onRequest(methods.agent.session.new, ({ params }) => {
    const sessionId = randomUUID()
    sessions.set(sessionId, { cwd: params.cwd, cancel: new AbortController() })
    return { sessionId }
  })
  .onNotification(methods.agent.session.cancel, ({ params }) => {
    sessions.get(params.sessionId)?.cancel.abort()
  })
  .onRequest(methods.agent.session.prompt, async ({ params, client }) => {
    const session = sessions.get(params.sessionId)
    if (session === undefined) throw new Error(`there is no session ${params.sessionId}`)
    session.cancel = new AbortController()
    const brief = params.prompt.map((block) => (block.type === 'text' ? block.text : '')).join('\n')
    const tell = teller(client, params.sessionId, session.cancel.signal)
    try {
      await solve(brief, session.cwd, tell)
      return { stopReason: 'end_turn' as const }
    } catch (error) {
      if (session.cancel.signal.aborted) return { stopReason: 'cancelled' as const }
      throw error
    }
  })
  .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)))

type Tell = (update: SessionUpdate) => Promise<void>

/** Sends one update, then takes the time that work takes, so that progress can be watched. */
function teller(client: AgentContext, sessionId: string, signal: AbortSignal): Tell {
  return async (update) => {
    signal.throwIfAborted()
    await client.notify(methods.client.session.update, { sessionId, update })
    await pause(STEP_MS, undefined, { signal })
  }
}

async function solve(brief: string, cwd: string, tell: Tell): Promise<void> {
  const patch = await recallPatch(brief)
  if (patch === undefined) {
    return tell(message('This is none of the issues that I know, so I leave everything as it is.'))
  }
  await tell({
    sessionUpdate: 'plan',
    entries: [...patch.files.keys()].map((path) => ({
      content: `change ${path}`,
      priority: 'medium',
      status: 'pending',
    })),
  })
  await tell(message('Reading the issue and the code around it.'))
  for (const [path, text] of patch.files) await edit({ cwd, path, text }, tell)
  await write(join(cwd, REPORT_PATH), `${JSON.stringify(patch.report, null, 2)}\n`)
  await tell(message(patch.report.rationale))
}

interface Edit {
  readonly cwd: string
  readonly path: string
  readonly text: string
}

async function edit({ cwd, path, text }: Edit, tell: Tell): Promise<void> {
  const file = join(cwd, path)
  const toolCallId = randomUUID()
  const oldText = await readFile(file, 'utf8').catch(() => null)
  await tell({
    sessionUpdate: 'tool_call',
    toolCallId,
    title: `${oldText === null ? 'Write' : 'Edit'} ${path}`,
    kind: 'edit',
    status: 'in_progress',
    locations: [{ path: file }],
  })
  await write(file, text)
  await tell({
    sessionUpdate: 'tool_call_update',
    toolCallId,
    status: 'completed',
    content: [{ type: 'diff', path: file, oldText, newText: text }],
  })
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

function message(text: string): SessionUpdate {
  return { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } }
}
