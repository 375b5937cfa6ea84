import { enter } from './enter.ts'
import type { SlashCommand } from './slash-command.ts'

/** In the order of help. */
export const SLASH_COMMANDS: readonly SlashCommand[] = [enter]
