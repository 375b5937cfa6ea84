import { spawn } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { client, methods, ndJsonStream, PROTOCOL_VERSION, type SessionUpdate } from '@agentclientprotocol/sdk'
import { beforeEach, describe, expect, it } from 'vitest'
import { AttemptReport } from '../../src/domain/candidate/attempt.ts'
import { SAMPLE_REPOSITORY, sampleIssue } from '../../src/sample/scenarios.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const program = join(import.meta.dirname, '../../src/sample/scripted-agent.ts')
let workTree: string

beforeEach(async () => {
  workTree = await temporaryFolder()
  await cp(SAMPLE_REPOSITORY, workTree, { recursive: true })
})

describe('the scripted agent', () => {
  it('solves an issue of the sample in its work tree, tells its progress and leaves a report', async () => {
    const { stopReason, updates } = await prompt(briefFor('fix-b', sampleIssue('double-charge').title))
    expect(stopReason).toBe('end_turn')
    expect(updates.map(({ sessionUpdate }) => sessionUpdate)).toEqual([
      'plan',
      'agent_message_chunk',
      'tool_call',
      'tool_call_update',
      'tool_call',
      'tool_call_update',
      'agent_message_chunk',
    ])
    expect(await readFile(join(workTree, 'src/client.js'), 'utf8')).toContain('idempotency-key')
    const report: unknown = JSON.parse(await readFile(join(workTree, '.speculate/report.json'), 'utf8'))
    expect(AttemptReport.parse(report)).toMatchObject({
      confidence: 0.92,
      testsAdded: ['test/double-charge.test.js'],
    })
  })

  it('changes nothing for an issue that it does not know', async () => {
    const { stopReason, updates } = await prompt(briefFor('fix-b', 'Something else'))
    expect(stopReason).toBe('end_turn')
    expect(updates).toHaveLength(1)
    await expect(readFile(join(workTree, '.speculate/report.json'))).rejects.toThrow('ENOENT')
  })

  it('stops when it is told to', async () => {
    const { stopReason } = await prompt(
      briefFor('fix-a', sampleIssue('double-charge').title),
      'cancel at once',
    )
    expect(stopReason).toBe('cancelled')
  })
})

function briefFor(candidate: string, title: string): string {
  return `## The issue\n\nTitle: \`${title}\`\n\n## Your strategy\n\nYou are candidate \`${candidate}\`.\n`
}

async function prompt(text: string, mode?: 'cancel at once') {
  const child = spawn(process.execPath, [program], { cwd: workTree, stdio: ['pipe', 'pipe', 'inherit'] })
  const updates: SessionUpdate[] = []
  const connection = client({ name: 'test' })
    .onNotification(methods.client.session.update, async ({ params, agent }) => {
      updates.push(params.update)
      if (mode === 'cancel at once') {
        await agent.notify(methods.agent.session.cancel, { sessionId: params.sessionId })
      }
    })
    .connect(ndJsonStream(Writable.toWeb(child.stdin), Readable.toWeb(child.stdout)))
  try {
    const { agent } = connection
    await agent.request(methods.agent.initialize, {
      protocolVersion: PROTOCOL_VERSION,
      clientCapabilities: {},
    })
    const { sessionId } = await agent.request(methods.agent.session.new, { cwd: workTree, mcpServers: [] })
    const { stopReason } = await agent.request(methods.agent.session.prompt, {
      sessionId,
      prompt: [{ type: 'text', text }],
    })
    return { stopReason, updates }
  } finally {
    connection.close()
    child.kill()
  }
}
