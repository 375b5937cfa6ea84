import { describe, expect, it } from 'vitest'
import { effectiveSettings } from '../../src/config/effective-settings.ts'
import { parseSettings } from '../../src/config/repository.ts'
import { lines, problemsOf, read } from './parsed.ts'

const account = (...text: string[]) => ({ file: 'acme/.github', text: lines(...text) })

describe('the defaults of an account', () => {
  it('say what the repository does not say, key by key', () => {
    const defaults = account(
      'verifier:',
      '  checks: [test, lint]',
      '  deadline_minutes: 30',
      'attempt_minutes: 5',
    )
    const { verifier, attempt_minutes } = read(
      parseSettings(lines('verifier:', '  deadline_minutes: 10'), defaults),
    )
    expect(verifier).toMatchObject({ checks: [{ name: 'test' }, { name: 'lint' }], deadline_minutes: 10 })
    expect(attempt_minutes).toBe(5)
    expect(read(parseSettings(undefined, defaults)).attempt_minutes).toBe(5)
  })

  it('give way whole to a list or a single value', () => {
    const defaults = account('protected_paths: [a, b]', 'proof: { mutants: 3 }')
    const settings = read(parseSettings(lines('protected_paths: [c]', 'proof: false'), defaults))
    expect(settings.protected_paths).toEqual(['c'])
    expect(settings.proof).toBeUndefined()
  })

  it('are read as nothing at all where they have mistakes, which name their file', () => {
    const found = problemsOf(parseSettings('attempt_minutes: 5', account('# ours', 'verifer: {}')))
    expect(found).toEqual([
      { file: 'acme/.github', line: 2, message: 'unknown key "verifer"', nearest: 'verifier' },
    ])
  })

  it('may not contradict the repository without a line that says where', () => {
    const defaults = account('speculation:', '  default_parallelism: 3')
    const found = problemsOf(parseSettings(lines('speculation:', '  max_parallelism: 2'), defaults))
    expect(found).toMatchObject([
      {
        file: '.github/speculate.yml',
        line: 1,
        message: expect.stringContaining('"speculation.max_parallelism" (2)'),
      },
    ])
  })

  it('reach no object that every mapping shares', () => {
    const found = parseSettings('{}', account('__proto__: { attempt_minutes: 1 }'))
    expect(found.ok).toBe(false)
    expect(Object.hasOwn(Object.prototype, 'attempt_minutes')).toBe(false)
  })
})

describe('what acts', () => {
  it('is told of every key, with who says it and in which line', () => {
    const defaults = account('attempt_minutes: 5', 'proof: { mutants: 3 }', 'reviewers: [eve]')
    const own = { file: 'mine.yml', text: lines('', 'reviewers: [ada]', 'proof:', '  minutes: 7') }
    const settings = effectiveSettings(read(parseSettings(own.text, defaults)), [defaults, own])
    const of = (key: string) => settings.find((one) => one.key === key)
    expect(of('attempt_minutes')).toEqual({
      key: 'attempt_minutes',
      value: 5,
      from: [{ file: 'acme/.github', line: 1 }],
    })
    expect(of('reviewers')).toMatchObject({ value: ['ada'], from: [{ file: 'mine.yml', line: 2 }] })
    expect(of('proof')).toMatchObject({
      value: { mutants: 3, minutes: 7 },
      from: [
        { file: 'acme/.github', line: 2 },
        { file: 'mine.yml', line: 3 },
      ],
    })
    expect(of('archive_after_days')).toEqual({ key: 'archive_after_days', value: 14, from: [] })
    expect(of('setup')).toMatchObject({ value: undefined, from: [] })
  })
})
