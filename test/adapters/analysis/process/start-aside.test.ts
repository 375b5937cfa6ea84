import { expect, it, onTestFinished } from 'vitest'
import { type Aside, startAside } from '../../../../src/adapters/analysis/process/start-aside.ts'
import { readRun } from '../../../../src/adapters/proof/output/read-run.ts'
import { childProcesses } from './child-processes.ts'

const workOf = (lines: number) => {
  const noise = 'a line that a test prints\n'.repeat(lines)
  const output = `${noise}TAP version 13\nok 1 - adds\nnot ok 2 - subtracts\n1..2\n`
  const end = { exitCode: 1, output, timedOut: false, limit: undefined, seconds: 1 }
  return { end, format: 'tap' as const, seconds: 60, files: ['test/add.test.js'] }
}

function started(): ReturnType<typeof startAside> {
  const aside = startAside({ atOnce: 2 })
  onTestFinished(() => aside.close())
  return aside
}

const read = (aside: Aside, lines: number, repository = 'acme/payments') => {
  const work = workOf(lines)
  return aside.read({ about: 'run', work, size: work.end.output.length, repository })
}

it('S4: what is little is read here, what is much in a process, and both as ever', async () => {
  const others = childProcesses()
  const aside = started()
  const here = readRun(workOf(1).end, workOf(1), workOf(1))
  expect(await read(aside, 1)).toEqual(here)
  expect(childProcesses()).toEqual(others)
  expect(await read(aside, 40_000)).toEqual(here)
  const running = childProcesses().filter((pid) => !others.includes(pid))
  expect(running).toHaveLength(1)
  await read(aside, 40_000)
  expect(childProcesses().filter((pid) => !others.includes(pid))).toEqual(running)
  await aside.close()
  expect(childProcesses()).toEqual(others)
})

it('S4: what takes too long to read is ended, and the next text is read', async () => {
  const aside = started()
  // Its time was over before it began, and the text is so long that it is looked at in the middle.
  const late = { about: 'run' as const, work: workOf(1_000_000), repository: 'acme/payments', maxMs: -10_000 }
  await expect(aside.read({ ...late, size: 5_000_000 })).rejects.toThrow('there was no time left for it')
  expect(await read(aside, 40_000)).toMatchObject({ outcome: { kind: 'failed' } })
})

it('S4: a repository with twenty long texts keeps none of another one waiting behind them', async () => {
  const aside = started()
  const order: string[] = []
  const reading = async (repository: string) => {
    await read(aside, 100_000, repository)
    order.push(repository)
  }
  await Promise.all([...Array(20).fill('evil/repo'), 'good/repo'].map(reading))
  expect(order.indexOf('good/repo')).toBeLessThan(4)
})

it('S4: what the process cannot survive is told, and the next text is read by a new one', async () => {
  const aside = started()
  const lost = { about: 'job log' as const, work: { path: '/nowhere' }, repository: 'acme/payments' }
  await expect(aside.read({ ...lost, size: 5_000_000 })).rejects.toThrow('it could not be read')
  expect(await read(aside, 40_000)).toMatchObject({ outcome: { kind: 'failed' } })
})
