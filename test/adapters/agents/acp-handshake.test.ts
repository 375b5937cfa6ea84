import { describe, expect, it } from 'vitest'
import { expectHandshake } from '../../../src/adapters/agents/acp-handshake.ts'
import { outputTail } from '../../../src/adapters/agents/output-tail.ts'

const never = () => new Promise<never>(() => undefined)

describe('the first answer of an agent', () => {
  it('that does not come is told with what stood on stdout instead', async () => {
    const stdout = outputTail(2_000)
    stdout.push(Buffer.from('Welcome!\nPlease log in: https://example.com/device\n'))
    await expect(expectHandshake(never(), 1, stdout)).rejects.toThrow(
      /did not answer the first message .* it wrote "Please log in: https:\/\/example\.com\/device" to stdout\.$/,
    )
  })

  it('that does not come from a silent program is told as well', async () => {
    await expect(expectHandshake(never(), 1, outputTail(10))).rejects.toThrow('it wrote nothing to stdout.')
  })

  it('is passed on, and so is its failure', async () => {
    await expect(expectHandshake(Promise.resolve(7), 60_000, outputTail(10))).resolves.toBe(7)
    const failure = Promise.reject(new Error('no such method'))
    await expect(expectHandshake(failure, 60_000, outputTail(10))).rejects.toThrow('no such method')
  })
})
