// The command itself. People start it with speculate-bin.js, which also knows what to do on an older Node.
import { runProgram } from './commands/run-program.ts'

await runProgram(process.argv)
