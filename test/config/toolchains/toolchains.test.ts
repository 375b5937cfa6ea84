import { describe, expect, it } from 'vitest'
import { parseToolchains, presetToolchains } from '../../../src/config/toolchains/toolchains.ts'

const NO_CEILINGS = { attempt: {}, speculation: {}, repository_day: {} }
const parse = (text: string) => parseToolchains(text, 'toolchains.yml')

describe('toolchains.yml', () => {
  it('may be missing or empty', () => {
    expect(parseToolchains(undefined, 'toolchains.yml')).toEqual({
      ok: true,
      value: { toolchains: new Map(), prices: {}, ceilings: NO_CEILINGS },
    })
    expect(parse('')).toEqual({
      ok: true,
      value: { toolchains: new Map(), prices: {}, ceilings: NO_CEILINGS },
    })
  })

  it('names presets, changes them key by key, and adds commands, in its order', () => {
    const parsed = parse(`
toolchains:
  mine:
    kind: command
    command: [my-agent, --brief, '{brief}']
    set: { LEVEL: high }
  claude: {}
  codex:
  gemini:
    command: [gemini, --acp, --model, other]
`)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    expect([...parsed.value.toolchains.keys()]).toEqual(['mine', 'claude', 'codex', 'gemini'])
    expect(parsed.value.toolchains.get('mine')).toEqual({
      kind: 'command',
      command: ['my-agent', '--brief', '{brief}'],
      environment: [],
      set: { LEVEL: 'high' },
    })
    expect(parsed.value.toolchains.get('claude')).toEqual(presetToolchains.get('claude'))
    expect(parsed.value.toolchains.get('codex')).toEqual(presetToolchains.get('codex'))
    expect(parsed.value.toolchains.get('gemini')).toMatchObject({
      kind: 'acp',
      command: ['gemini', '--acp', '--model', 'other'],
      provider: { key: 'GEMINI_API_KEY', header: 'x-goog-api-key' },
    })
  })

  it.each([
    [
      'an unknown key, with the nearest one',
      'toolchains:\n  mine:\n    kind: acp\n    comand: [x]\n',
      4,
      'command',
    ],
    ['a definition without a command', 'toolchains:\n  mine:\n    kind: acp\n', 2, undefined],
    ['an unknown kind', 'toolchains:\n  mine:\n    kind: acpp\n    command: [x]\n', 3, 'acp'],
    ['a shell line for a command', 'toolchains:\n  mine:\n    kind: acp\n    command: x -y\n', 4, undefined],
  ])('tells the line of %s', (_, text, line, nearest) => {
    const parsed = parse(text)
    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.problems).toContainEqual(expect.objectContaining({ file: 'toolchains.yml', line, nearest }))
  })

  it.each(['PRIVATE_KEY', 'WEBHOOK_SECRET_OLD', 'DATABASE_URL', 'GITHUB_TOKEN', 'GH_TOKEN', 'HOME'])(
    'refuses to give %s to an agent',
    (name) => {
      expect(parse(`toolchains: { codex: { environment: [${name}] } }`).ok).toBe(false)
      expect(parse(`toolchains: { codex: { set: { ${name}: x } } }`).ok).toBe(false)
    },
  )

  it.each(['/etc/passwd', '../x', 'a/../../x', '', 'a//b'])('refuses the home file %j', (path) => {
    expect(parse(`toolchains: { codex: { home_files: { '${path}': x } } }`).ok).toBe(false)
  })

  it.each(['codex', 'claude', 'opencode', 'gemini'])('knows the preset %s and how to install it', (name) => {
    const preset = presetToolchains.get(name)
    expect(preset?.kind).toBe('acp')
    expect(preset?.package).toMatch(/@\d+\.\d+\.\d+$/)
    expect(preset?.environment).toEqual([])
  })

  it('never gives an agent the key that its gateway holds', () => {
    const given = parse('toolchains: { codex: { environment: [OPENAI_API_KEY] } }')
    expect(given).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('remove OPENAI_API_KEY') }],
    })
    expect(parse('toolchains: { codex: { environment: [HTTP_PROXY] } }').ok).toBe(true)
  })

  it('takes a workflow of the repository for a toolchain, in its order', () => {
    const parsed = parse(`
toolchains:
  remote: { kind: workflow, workflow: speculate-agent.yml }
  codex: {}
  pinned: { kind: workflow, workflow: agent.yaml, ref: agents/v1 }
`)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    expect([...parsed.value.toolchains]).toEqual([
      ['remote', { kind: 'workflow', workflow: 'speculate-agent.yml' }],
      ['codex', presetToolchains.get('codex')],
      ['pinned', { kind: 'workflow', workflow: 'agent.yaml', ref: 'agents/v1' }],
    ])
  })

  it.each([
    ['without a file', 'kind: workflow', 'needs "workflow", the file to dispatch'],
    ['with a folder', 'kind: workflow, workflow: ../x.yml', 'the name of a file in `.github/workflows`'],
    ['with a name that is no YAML', 'kind: workflow, workflow: x.sh', 'the name of a file'],
    ['with an odd ref', 'kind: workflow, workflow: x.yml, ref: "a..b"', 'the name of a branch or a tag'],
    [
      'with an option for a ref',
      'kind: workflow, workflow: x.yml, ref: "-f"',
      'the name of a branch or a tag',
    ],
    ['with a command', 'kind: workflow, workflow: x.yml, command: [x]', 'makes no sense'],
    ['with a budget', 'kind: workflow, workflow: x.yml, budget: { usd: 1 }', 'makes no sense'],
    ['with limits', 'kind: workflow, workflow: x.yml, limits: { memory_mb: 512 }', 'makes no sense'],
    ['with an environment', 'kind: workflow, workflow: x.yml, environment: [A]', 'makes no sense'],
    ['that is an agent', 'kind: acp, command: [x], workflow: x.yml', 'only a toolchain of kind "workflow"'],
  ])('says what is wrong with a workflow %s', (_, keys, message) => {
    expect(parse(`toolchains: { remote: { ${keys} } }`)).toMatchObject({
      ok: false,
      problems: [{ line: 1, message: expect.stringContaining(message) }],
    })
  })

  it('reads what models cost', () => {
    const parsed = parse('prices: { gpt-5.5: { input: 1.25, output: 10 } }')
    expect(parsed).toMatchObject({ ok: true, value: { prices: { 'gpt-5.5': { input: 1.25, output: 10 } } } })
    expect(parse('prices: { gpt-5.5: { input: -1, output: 10 } }').ok).toBe(false)
  })
})
