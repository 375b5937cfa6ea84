import { Readable, Transform, Writable } from 'node:stream'
import * as acp from '@agentclientprotocol/sdk'
import { messageOf, pause } from '@speculate-dev/system'
import type { Toolchain } from '../../config/toolchains/toolchains.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { AgentRequest } from '../../ports/agent.ts'
import { expectHandshake, HANDSHAKE_MS, NoHandshake } from './acp-handshake.ts'
import { answerPermission } from './answer-permission.ts'
import { exitEnding, type RunEnd, type RunningProcess } from './ending.ts'
import { createLastMessage, type LastMessage } from './last-message.ts'
import type { LaunchedAgent } from './launch.ts'
import { type OutputTail, outputTail } from './output-tail.ts'
import { plainLine, plainText, progressLines } from './progress-lines.ts'

/** Anything longer is not taken for a message; the connection is closed and the agent counts as crashed. */
const MAX_MESSAGE_BYTES = 8_000_000
/** How long after its exit an agent's last answer may still be on its way to us. */
const LAST_ANSWER_MS = 500
interface Patience {
  /** How long the first answer may take. */
  readonly handshakeMs?: number
}

/** An agent that speaks the Agent Client Protocol, version 1, over stdio. One session, one prompt: the brief. */
export function runAcpAgent(
  launched: LaunchedAgent,
  request: AgentRequest,
  toolchain: Toolchain,
  { handshakeMs = HANDSHAKE_MS }: Patience = {},
): RunningProcess {
  const said = createLastMessage()
  const stdout = outputTail(2_000)
  const connection = connect(launched, request, { said, stdout })
  let session: string | undefined
  const conversation = prompt(connection, request, toolchain, {
    onSession(id) {
      session = id
    },
    expectHandshake: (answer) => expectHandshake(answer, handshakeMs, stdout),
  })
  const spoken = conversation.then(endingOf, async (error: unknown): Promise<RunEnd> => {
    const exit = await Promise.race([launched.exit, pause(LAST_ANSWER_MS, undefined, { ref: false })])
    if (exit && !(exit.kind === 'exited' && exit.code === 0)) return exitEnding(exit, launched.stderrTail())
    return { kind: 'crashed', detail: whyNoAnswer(error) }
  })
  function endingOf(reason: unknown): RunEnd {
    const ending = stopReasonEnding(reason)
    return ending.kind === 'finished' ? { ...ending, lastWords: plainText(said.text()) } : ending
  }
  const exited = launched.exit.then(async (exit): Promise<RunEnd> => {
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

function whyNoAnswer(error: unknown): string {
  if (error instanceof NoHandshake) return error.message
  return `The agent broke off the conversation: ${messageOf(error).slice(0, 500)}`
}

interface Heard {
  readonly said: LastMessage
  readonly stdout: OutputTail
}

function connect(
  launched: LaunchedAgent,
  { workTree, onProgress }: AgentRequest,
  { said, stdout }: Heard,
): acp.ClientConnection {
  const progress = progressLines(onProgress)
  const heard = new Transform({
    transform(chunk: Buffer, _, done) {
      stdout.push(chunk)
      done(null, chunk)
    },
  })
  launched.stdout.on('error', () => heard.end()).pipe(heard)
  const stream = acp.ndJsonStream(Writable.toWeb(launched.stdin), Readable.toWeb(heard), {
    maxMessageBytes: MAX_MESSAGE_BYTES,
  })
  return acp
    .client({ name: 'speculate' })
    .onRequest(acp.methods.client.session.requestPermission, async ({ params }) => {
      const { response, line } = await answerPermission(params, workTree.path)
      // These lines are not throttled: what was allowed and refused is for the record.
      onProgress(plainLine(line))
      return response
    })
    .onNotification(acp.methods.client.session.update, ({ params }) => {
      hear(params.update, said)
      const line = lineOf(params.update)
      if (line !== undefined) progress(line)
    })
    .connect(stream)
}

async function prompt(
  { agent }: acp.ClientConnection,
  { workTree, brief }: AgentRequest,
  toolchain: Toolchain,
  { onSession, expectHandshake }: Prompting,
): Promise<unknown> {
  const { initialize, session } = acp.methods.agent
  const { protocolVersion } = await expectHandshake(
    agent.request(initialize, {
      protocolVersion: acp.PROTOCOL_VERSION,
      // The agent uses its own tools, under the same confinement; ours would reach further than it does.
      clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
    }),
  )
  if (protocolVersion !== acp.PROTOCOL_VERSION) {
    throw new Error(`it speaks version ${protocolVersion} of the protocol, not ${acp.PROTOCOL_VERSION}`)
  }
  const { sessionId } = await agent.request(session.new, {
    cwd: (toolchain.session_cwd ?? '{worktree}').replaceAll('{worktree}', workTree.path),
    mcpServers: [],
    ...withoutUndefined({ _meta: toolchain.session_meta }),
  })
  onSession(sessionId)
  const { stopReason } = await agent.request(session.prompt, {
    sessionId,
    prompt: [{ type: 'text', text: brief }],
  })
  return stopReason
}

interface Prompting {
  readonly onSession: (id: string) => void
  readonly expectHandshake: <T>(answer: Promise<T>) => Promise<T>
}

/** Agents invent reasons of their own (`pause_turn`): they are shown as they are, and what is in the work tree is judged. */
function stopReasonEnding(reason: unknown): RunEnd {
  switch (reason) {
    // The agent stopped at a limit of its own: the work it left may still pass the checks.
    case 'end_turn':
    case 'max_tokens':
    case 'max_turn_requests':
      return { kind: 'finished' }
    case 'refusal':
      return { kind: 'crashed', detail: 'The agent refused the task.' }
    case 'cancelled':
      return { kind: 'crashed', detail: 'The agent cancelled the task by itself.' }
    case undefined:
      return { kind: 'crashed', detail: 'The agent stopped without saying why.' }
    default: {
      const shown = typeof reason === 'string' ? reason : JSON.stringify(reason)
      return {
        kind: 'crashed',
        detail: `The agent stopped for a reason that the protocol does not know: ${JSON.stringify(plainLine(shown))}.`,
      }
    }
  }
}

function hear(update: acp.SessionUpdate, said: Heard['said']): void {
  if (update.sessionUpdate === 'tool_call') said.reset()
  if (update.sessionUpdate === 'agent_message_chunk' && update.content.type === 'text')
    said.add(update.content.text)
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
