import { beforeAll, describe, expect, it } from 'vitest'
import { TRIAGE } from '../../../src/domain/candidate/candidate.ts'
import { plainGit } from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { askingScripts, expectFailure, leaving } from './asking-scripts.ts'

let asking: Awaited<ReturnType<typeof askingScripts>>

beforeAll(async () => {
  asking = await askingScripts()
})

const { plan } = aSpeculation()
const classifying = { toolchain: 'thinker', boxes: ['strategies' as const, 'bounded' as const] }

const opinionBy = (script: string, seconds = 60) =>
  asking.ask(script, {
    ...{ candidate: TRIAGE, number: 1, task: { kind: 'classify' }, grant: { seconds } },
    run: { plan: { ...plan, classifying } },
  })

const leave = (opinion: unknown) => leaving('opinion.json', opinion)
const yes = { yes: true, why: 'Either end could.', files: [] as string[] }

describe('who is asked for an opinion', () => {
  it('reads the issue in its brief and the base in its work tree, and only its answer is kept', async () => {
    const reading = `cat > .brief && grep -q 'worth several candidates' .brief && grep -q 'Retry charges twice' .brief
      test "$(git rev-parse HEAD)" = ${asking.sample.base} && echo changed > added.txt`
    const outcome = await opinionBy(`${reading} && ${leave({ strategies: yes, promote: 'me' })}`)
    expect(outcome).toMatchObject({ kind: 'opinion', opinion: { strategies: yes } })
    expect(await plainGit(asking.sample.path, 'for-each-ref', '--format=%(refname)')).not.toContain('triage')
  })

  it('names files of the base, and no others: neither made up nor made by itself', async () => {
    const files = ['README.md', 'nowhere.js', 'made.js', '../README.md', '.git/config', ':(top)README.md']
    const known = (
      await plainGit(asking.sample.path, 'ls-tree', '-r', '--name-only', asking.sample.base)
    ).split('\n')
    const [first = ''] = known
    const outcome = await opinionBy(
      `echo > made.js; ${leave({ bounded: { ...yes, files: [first, ...files] } })}`,
    )
    const kept = [first, ...files.filter((file) => known.includes(file))]
    expect(outcome).toMatchObject({ opinion: { bounded: { files: kept } } })
    expect(kept.length).toBeLessThan(files.length)
  })

  it('that copies a secret into a reason has given none for that box', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    const outcome = await opinionBy(leave({ strategies: { ...yes, why: `see ${token}` }, bounded: yes }))
    expect(outcome).toMatchObject({ kind: 'opinion', opinion: { bounded: yes } })
    expect(outcome?.kind === 'opinion' && outcome.opinion.strategies).toBeUndefined()
    expect(JSON.stringify(outcome)).not.toContain(token)
  })

  it.each([
    ['a reason', { why: 'x'.repeat(2_001) }],
    ['files', { files: Array.from({ length: 51 }, () => 'README.md') }],
    ['a path', { files: ['x'.repeat(401)] }],
  ])('that says far too much of one box has answered the others: %s', async (_, tooMuch) => {
    const outcome = await opinionBy(leave({ strategies: { ...yes, ...tooMuch }, bounded: yes }))
    expect(outcome).toMatchObject({ kind: 'opinion', opinion: { bounded: yes } })
    expect(outcome?.kind === 'opinion' && outcome.opinion.strategies).toBeUndefined()
  })

  it.each([
    ['nothing', 'true', 'no-changes', 'it left no .speculate/opinion.json'],
    ['prose', 'mkdir .speculate && echo "Yes." > .speculate/opinion.json', 'no-changes', 'is not valid JSON'],
    ['a yes without a reason', leave({ bounded: { yes: true } }), 'no-changes', 'bounded.why'],
    ['a list', leave([yes]), 'no-changes', '.speculate/opinion.json: it'],
    ['an error', 'exit 4', 'crashed', 'exit code 4'],
  ])('that leaves %s has said nothing', async (_, script, failure, why) => {
    expectFailure(await opinionBy(script), failure, why)
  })

  it('that never answers is ended when its time is over', async () => {
    expect(await opinionBy('sleep 600', 1)).toMatchObject({ kind: 'failure', failure: 'budget-spent' })
  })
})
