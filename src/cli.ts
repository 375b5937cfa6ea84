// The command itself. People start it with speculate-bin.js, which also knows what to do on an older Node.
import { setFlagsFromString } from 'node:v8'
import { runProgram } from './commands/run-program.ts'

// What is young has 16 MB by now. On a machine of much memory it would be given 128 while the rest is loaded, and nothing would be faster.
setFlagsFromString('--semi-space-growth-factor=1')
await runProgram(process.argv)
