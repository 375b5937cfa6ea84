import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import * as acp from '@agentclientprotocol/sdk'

/**
 * A real process that speaks the Agent Client Protocol and does what its first argument says, a JSON object:
 * `files` to write (relative paths; absolute ones only after permission), `report` to leave, `ending` how it ends:
 * `end` (default), `refuse`, `crash`, `hang` until it is cancelled, `deaf` to everything but SIGKILL, `strange` with a
 * reason of its own; `says` is its summary.
 */
export interface Script {
  readonly files?: Readonly<Record<string, string>>
  readonly report?: unknown
  readonly ending?: 'end' | 'refuse' | 'crash' | 'hang' | 'deaf' | 'strange'
  readonly says?: readonly string[]
}

const script: Script = JSON.parse(process.argv[2] ?? '{}')
const cancelled = Promise.withResolvers<void>()
let cwd = process.cwd()

if (script.ending === 'deaf') process.on('SIGTERM', () => undefined)

const { agent } = acp.methods
acp
  .agent({ name: 'scripted' })
  .onRequest(agent.initialize, () => ({ protocolVersion: acp.PROTOCOL_VERSION, agentCapabilities: {} }))
  .onRequest(agent.session.new, ({ params }) => {
    cwd = params.cwd
    return { sessionId: 'only' }
  })
  .onRequest(agent.session.prompt, async ({ params, client }) => {
    await say(client, `read ${JSON.stringify(params.prompt).length} characters`)
    for (const [path, content] of Object.entries(script.files ?? {})) {
      if (await mayWrite(client, path)) await write(join(path.startsWith('/') ? '/' : cwd, path), content)
    }
    if (script.report !== undefined) {
      await write(join(cwd, '.speculate/report.json'), JSON.stringify(script.report))
    }
    for (const text of script.says ?? []) await say(client, text)
    return { stopReason: await end() }
  })
  .onNotification(agent.session.cancel, () => {
    if (script.ending !== 'deaf') cancelled.resolve()
  })
  .connect(acp.ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)))

async function end(): Promise<acp.StopReason> {
  switch (script.ending) {
    case 'refuse':
      return 'refusal'
    case 'crash':
      console.error('scripted to crash')
      return process.exit(7)
    case 'hang':
    case 'deaf':
      await cancelled.promise
      await write(join(cwd, 'cancelled.txt'), 'asked to stop\n')
      return 'cancelled'
    case 'strange':
      // As agents do that are newer than the protocol's types.
      return JSON.parse('"pause_turn"')
    default:
      return 'end_turn'
  }
}

function say(client: acp.AgentContext, text: string): Promise<void> {
  return client.notify(acp.methods.client.session.update, {
    sessionId: 'only',
    update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } },
  })
}

async function mayWrite(client: acp.AgentContext, path: string): Promise<boolean> {
  const { outcome } = await client.request(acp.methods.client.session.requestPermission, {
    sessionId: 'only',
    toolCall: { toolCallId: path, title: `edit ${path}`, kind: 'edit', locations: [{ path }] },
    options: [
      { optionId: 'yes', name: 'Allow', kind: 'allow_once' },
      { optionId: 'no', name: 'Reject', kind: 'reject_once' },
    ],
  })
  return outcome.outcome === 'selected' && outcome.optionId === 'yes'
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
