#!/usr/bin/env node
const [major = 0] = process.versions.node.split('.').map(Number)

if (major < 24) {
  console.error(`speculate: needs Node 24, and this is Node ${process.versions.node}.`)
  console.error('Use `npm run demo`, `npx speculate …` or `npm start`: they bring their own Node along.')
  process.exitCode = 2
} else {
  // Loaded only now: an older Node would stop at the first word of it that it does not know.
  const { runProgram } = await import('./commands/program.ts')
  await runProgram(process.argv)
}

export {}
