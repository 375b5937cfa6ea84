import type { ServedAction } from '../served-action.ts'
import { composerInstall } from './composer-install.ts'
import { golangciLint } from './golangci-lint.ts'
import { installAction } from './install-action.ts'
import { pairsOfTools, plainTools } from './plain-tools.ts'
import { servePair } from './serve-pair.ts'
import { serveTool } from './serve-tool.ts'
import { setupDotnet } from './setup-dotnet.ts'
import { setupGo } from './setup-go.ts'
import { setupGradle } from './setup-gradle.ts'
import { setupGraalvm, setupJava } from './setup-java.ts'
import { setupNode } from './setup-node.ts'
import { setupPhp } from './setup-php.ts'
import { setupPnpm } from './setup-pnpm.ts'
import { setupPoetry } from './setup-poetry.ts'
import { setupPython } from './setup-python.ts'
import { setupRuby } from './setup-ruby.ts'
import { actionsRsToolchain, moonrepoRust, rustToolchain } from './setup-rust.ts'
import { setupUv } from './setup-uv.ts'
import { wrapperValidation } from './wrapper-validation.ts'

/** The actions that set up a tool, served by what the machine has. */
export const toolActions: readonly ServedAction[] = [
  ...[
    ...[setupNode, setupPython, setupGo, setupJava, setupGraalvm, setupDotnet, setupRuby],
    ...[rustToolchain, actionsRsToolchain, moonrepoRust],
    ...[setupPnpm, setupUv, setupPhp, setupGradle, setupPoetry, golangciLint],
    ...plainTools,
  ].map(serveTool),
  ...pairsOfTools.map(servePair),
  ...[installAction, composerInstall, wrapperValidation],
]
