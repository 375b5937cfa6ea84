import { Readable, Writable } from 'node:stream'
import * as acp from '@agentclientprotocol/sdk'
import { messageOf, pause } from '@speculate-dev/system'
import type { Toolchain } from '../../config/toolchains/toolchains.ts'
import type { AgentRequest } from '../../ports/agent.ts'
import { type Ending, exitEnding, type Running } from './ending.ts'
import type { Launched } from './launch.ts'
import { answerPermission } from './permission.ts'
import { plainLine, progressLines } from './progress-lines.ts'

/** Above this a message is no message; the connection is closed and the agent counts as crashed. */
const MAX_MESSAGE_BYTES = 8_000_000
/** How long after its exit an agent's last answer may still be on its way to us. */
const LAST_ANSWER_MS = 500

/** An agent that speaks the Agent Client Protocol, version 1, over stdio. One session, one prompt: the brief. */
export function runAcpAgent(launched: Launched, request: AgentRequest, toolchain: Toolchain): Running {
  const connection = connect(launched, request)
  let session: string | undefined
  const conversation = prompt(connection, request, toolchain, (id) => {
    session = id
  })
  const spoken = conversation.then(stopReasonEnding, async (error: unknown): Promise<Ending> => {
    const exit = await Promise.race([launched.exit, pause(LAST_ANSWER_MS, undefined, { ref: false })])
    if (exit && !(exit.kind === 'exited' && exit.code === 0)) return exitEnding(exit, launched.stderrTail())
    return {
      kind: 'crashed',
      detail: `The agent broke off the conversation: ${messageOf(error).slice(0, 500)}`,
    }
  })
  const exited = launched.exit.then(async (exit): Promise<Ending> => {
    const late = await Promise.race([spoken, pause(LAST_ANSWER_MS, undefined, { ref: false })])
    if (late) return late
    const ending = exitEnding(exit, launched.stderrTail())
    return ending.kind === 'finished'
      ? { kind: 'crashed', detail: 'The agent ended without an answer.' }
      : ending
  })
  return {
    ending: Promise.race([spoken, exited]),
    async cancel() {
      if (session === undefined) return
      await connection.agent.notify(acp.methods.agent.session.cancel, { sessionId: session })
      await spoken
    },
  }
}

function connect(launched: Launched, { workTree, onProgress }: AgentRequest): acp.ClientConnection {
  const progress = progressLines(onProgress)
  const stream = acp.ndJsonStream(Writable.toWeb(launched.stdin), Readable.toWeb(launched.stdout), {
    maxMessageBytes: MAX_MESSAGE_BYTES,
  })
  return acp
    .client({ name: 'speculate' })
    .onRequest(acp.methods.client.session.requestPermission, async ({ params }) => {
      const { response, line } = await answerPermission(params, workTree.path)
      // Not through the pause between lines: what was allowed and refused is for the record.
      onProgress(plainLine(line))
      return response
    })
    .onNotification(acp.methods.client.session.update, ({ params }) => {
      const line = lineOf(params.update)
      if (line !== undefined) progress(line)
    })
    .connect(stream)
}

async function prompt(
  { agent }: acp.ClientConnection,
  { workTree, brief }: AgentRequest,
  toolchain: Toolchain,
  onSession: (id: string) => void,
): Promise<acp.StopReason> {
  const { initialize, session } = acp.methods.agent
  const { protocolVersion } = await agent.request(initialize, {
    protocolVersion: acp.PROTOCOL_VERSION,
    // The agent uses its own tools, under the same confinement; ours would reach further than it does.
    clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
  })
  if (protocolVersion !== acp.PROTOCOL_VERSION) {
    throw new Error(`it speaks version ${protocolVersion} of the protocol, not ${acp.PROTOCOL_VERSION}`)
  }
  const { sessionId } = await agent.request(session.new, {
    cwd: (toolchain.session_cwd ?? '{worktree}').replaceAll('{worktree}', workTree.path),
    mcpServers: [],
    ...(toolchain.session_meta === undefined ? {} : { _meta: toolchain.session_meta }),
  })
  onSession(sessionId)
  const { stopReason } = await agent.request(session.prompt, {
    sessionId,
    prompt: [{ type: 'text', text: brief }],
  })
  return stopReason
}

function stopReasonEnding(reason: acp.StopReason): Ending {
  switch (reason) {
    // Cut short by a limit of its own: what it left may still pass the checks.
    case 'end_turn':
    case 'max_tokens':
    case 'max_turn_requests':
      return { kind: 'finished' }
    case 'refusal':
      return { kind: 'crashed', detail: 'The agent refused the task.' }
    case 'cancelled':
      return { kind: 'crashed', detail: 'The agent cancelled the task by itself.' }
    default:
      throw new Error(reason satisfies never)
  }
}

function lineOf(update: acp.SessionUpdate): string | undefined {
  switch (update.sessionUpdate) {
    case 'tool_call':
    case 'tool_call_update':
      return update.title ?? undefined
    case 'agent_message_chunk':
      return update.content.type === 'text' ? update.content.text : undefined
    case 'plan':
      return update.entries.find((entry) => entry.status === 'in_progress')?.content
    default:
      return undefined
  }
}
