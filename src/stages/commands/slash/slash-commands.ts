import { add } from './add.ts'
import { cancel } from './cancel.ts'
import { enter } from './enter.ts'
import { graft } from './graft.ts'
import { help } from './help.ts'
import { hold } from './hold.ts'
import { promote } from './promote.ts'
import { restore } from './restore.ts'
import { retry } from './retry.ts'
import type { SlashCommand } from './slash-command.ts'
import { start } from './start.ts'
import { status } from './status.ts'
import { why } from './why.ts'

/** In the order of help. */
export const SLASH_COMMANDS: readonly SlashCommand[] = [
  start,
  status,
  why,
  enter,
  add,
  retry,
  hold,
  cancel,
  promote,
  restore,
  graft,
  help,
]
