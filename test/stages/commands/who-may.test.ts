import { describe, expect, it } from 'vitest'
import { Role } from '../../../src/domain/issue/issue.ts'
import { hear } from '../../../src/stages/commands/hear.ts'
import { SLASH_COMMANDS } from '../../../src/stages/commands/slash/slash-commands.ts'
import { aCommandComment } from '../../builders/issue/command.ts'
import { aVerdict } from '../../builders/judgement/verdict.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

/** Who is heard, and when: before a run, while it goes on, after its verdict. */
const TABLE = `
| command                     | none  | read  | triage | write | maintain | admin | bot   | no run | running | decided |
| /speculate                  | no    | no    | no     | yes   | yes      | yes   | no    | yes    | yes     | yes     |
| /speculate start stage=red  | no    | no    | no     | yes   | yes      | yes   | no    | yes    | yes     | yes     |
| /speculate status           | no    | no    | no     | yes   | yes      | yes   | no    | no     | yes     | yes     |
| /speculate why #2           | no    | no    | no     | yes   | yes      | yes   | no    | no     | yes     | yes     |
| /speculate enter #7         | no    | no    | no     | yes   | yes      | yes   | no    | no     | yes     | no      |
| /speculate add "A table"    | no    | no    | no     | yes   | yes      | yes   | no    | no     | yes     | no      |
| /speculate retry            | no    | no    | no     | yes   | yes      | yes   | no    | no     | yes     | no      |
| /speculate hold             | no    | no    | no     | yes   | yes      | yes   | no    | no     | yes     | yes     |
| /speculate cancel           | no    | no    | no     | yes   | yes      | yes   | no    | no     | yes     | no      |
| /speculate promote #2       | no    | no    | no     | yes   | yes      | yes   | no    | no     | no      | yes     |
| /speculate restore #2       | no    | no    | no     | yes   | yes      | yes   | no    | no     | no      | yes     |
| /speculate graft #2         | no    | no    | no     | yes   | yes      | yes   | no    | no     | no      | yes     |
| /speculate help             | no    | no    | no     | yes   | yes      | yes   | no    | yes    | yes     | yes     |
`

const [head = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => cells.slice(1, -1))

const running = aSpeculation()
const decided = aSpeculation({ verdict: aVerdict() })

/** As the column says: some run in which the command may be given, or none at all. */
function isHeard(body: string, column: string): boolean {
  const isBot = column === 'bot'
  const role = Role.options.find((one) => one === column) ?? 'write'
  const comment = aCommandComment({ body, authorType: isBot ? 'Bot' : 'User' })
  const runs = { 'no run': [undefined], running: [running], decided: [decided] }[column] ?? [running, decided]
  return runs.some((run) => hear({ comment, role: isBot ? 'admin' : role }, run).kind === 'given')
}

describe('who may give which command, and when', () => {
  it.each(rows.map(([command = '', ...cells]) => ({ command, cells })))('$command', ({ command, cells }) => {
    const heard = head.slice(1).map((column) => (isHeard(command, column) ? 'yes' : 'no'))
    expect(heard).toEqual(cells)
  })

  it('is said of every command that there is', () => {
    const named = rows.map(([command = '']) => command.split(' ')[1] ?? 'start')
    expect(new Set(named)).toEqual(new Set(SLASH_COMMANDS.map(({ name }) => name)))
  })
})
