#!/usr/bin/env node
// The command itself, as an installed package and a clone start it.
import { runCommand } from './command/run-command.ts'

await runCommand(process.argv)
