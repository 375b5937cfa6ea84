import { describe, expect, it } from 'vitest'
import { judgePatch } from '../judge-patch.ts'
import { REPOSITORIES } from '../repositories/repositories.ts'
import { CHEATS } from './cheats/changed.ts'
import { HONEST } from './honest/ordinary-work.ts'

describe('V1, T1: who changes what judges is rejected, whatever the checks say', () => {
  it.each(CHEATS)('$on: $name', async ({ on, rejected, ...patch }) => {
    const gates = await judgePatch(REPOSITORIES[on], patch)
    expect(gates.find(({ gate }) => gate === 'what judges')?.reason).toMatch(rejected)
  })
})

describe('V1: who leaves what judges as it is may do whatever else an issue asks for', () => {
  it.each(HONEST)('$on: $name', async ({ on, ...patch }) => {
    const gates = await judgePatch(REPOSITORIES[on], patch)
    expect(gates.filter(({ gate }) => gate === 'what judges' || gate === 'protected path')).toEqual([])
  })
})
