import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const dockerfile = read('deploy/Dockerfile').replaceAll('\\\n', ' ').split('\n')
const argumentsOf = (instruction: string) =>
  dockerfile
    .filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1))

const DIGEST = /@sha256:[0-9a-f]{64}$/

describe('the container', () => {
  it('runs the Node that a clone runs, and names every foreign image by digest', () => {
    const [base = '', ...stages] = argumentsOf('FROM').map((from) => from.split(' ')[0] ?? '')
    const { devDependencies } = JSON.parse(read('package.json'))
    expect(base).toMatch(new RegExp(`^node:${devDependencies.node}-`))
    expect(base).toMatch(DIGEST)
    expect(new Set(stages)).toEqual(new Set(['base']))
    expect(parse(read('deploy/compose.yml')).services.database.image).toMatch(DIGEST)
  })

  it('is given all that it copies, and nothing else of a clone', () => {
    const given = read('.dockerignore').trim().split('\n')
    expect(given.shift()).toBe('*')
    for (const path of given) expect(existsSync(join(root, path.slice(1))), path).toBe(true)
    const copied = argumentsOf('COPY').filter((files) => !files.startsWith('--from='))
    const sources = copied.flatMap((files) => files.split(/\s+/).slice(0, -1))
    expect(sources.length).toBeGreaterThan(5)
    for (const source of sources) {
      const isGiven = given.some(
        (path) => `${path}/`.startsWith(`!${source}/`) || `!${source}/`.startsWith(`${path}/`),
      )
      expect(isGiven, source).toBe(true)
    }
  })

  it('holds nothing that only a GitHub of its own would need', () => {
    expect(argumentsOf('RUN').join()).toMatch(
      /npm pkg delete workspaces devDependencies +&& npm prune --omit=optional/,
    )
  })

  it('E14: runs as an ordinary user, with what agents are confined with, and says whether it is well', () => {
    expect(argumentsOf('USER')).toEqual(['node'])
    for (const name of ['git', 'bubblewrap', 'socat'])
      expect(argumentsOf('RUN').join()).toContain(` ${name} `)
    const [health = ''] = argumentsOf('HEALTHCHECK')
    expect(JSON.parse(health.slice(health.indexOf('['))).join(' ')).toContain('/healthz')
    const { web, worker } = parse(read('deploy/compose.yml'), { merge: true }).services
    for (const service of [web, worker]) {
      expect(service).toMatchObject({
        cap_drop: ['ALL'],
        build: { context: '..', dockerfile: 'deploy/Dockerfile' },
      })
      expect(service.security_opt).toContain('no-new-privileges:true')
      expect(service.privileged).toBeUndefined()
    }
    // What strangers reach runs no agents, holds none of their keys, and is confined as Docker confines.
    expect(web.security_opt).toHaveLength(1)
    expect(JSON.stringify(web.env_file)).not.toContain('worker.env')
    expect(worker.ports).toBeUndefined()
  })
})
