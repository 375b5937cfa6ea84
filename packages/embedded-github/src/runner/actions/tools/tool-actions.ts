import type { ServedAction } from '../served-action.ts'
import { serveTool } from './serve-tool.ts'
import { setupDotnet } from './setup-dotnet.ts'
import { setupGo } from './setup-go.ts'
import { setupGraalvm, setupJava } from './setup-java.ts'
import { setupNode } from './setup-node.ts'
import { setupPython } from './setup-python.ts'
import { setupRuby } from './setup-ruby.ts'
import { actionsRsToolchain, moonrepoRust, rustToolchain } from './setup-rust.ts'

/** The actions that set up a tool, served by what the machine has. */
export const toolActions: readonly ServedAction[] = [
  ...[setupNode, setupPython, setupGo, setupJava, setupGraalvm, setupDotnet, setupRuby],
  ...[rustToolchain, actionsRsToolchain, moonrepoRust],
].map(serveTool)
