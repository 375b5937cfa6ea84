import type { ServedAction } from '../served-action.ts'
import { setupGradle } from './java/setup-gradle.ts'
import { setupGraalvm, setupJava } from './java/setup-java.ts'
import { wrapperValidation } from './java/wrapper-validation.ts'
import { setupNode } from './node/setup-node.ts'
import { setupPnpm } from './node/setup-pnpm.ts'
import { composerInstall } from './php/composer-install.ts'
import { setupPhp } from './php/setup-php.ts'
import { golangciLint } from './programs/golangci-lint.ts'
import { installAction } from './programs/install-action.ts'
import { pairsOfTools, plainTools } from './programs/plain-tools.ts'
import { runTools } from './programs/run-tools.ts'
import { setupPoetry } from './python/setup-poetry.ts'
import { setupPython } from './python/setup-python.ts'
import { setupUv } from './python/setup-uv.ts'
import { actionsRsToolchain, moonrepoRust, rustToolchain } from './rust/setup-rust.ts'
import { servePair } from './serve/serve-pair.ts'
import { serveTool } from './serve/serve-tool.ts'
import { setupDotnet } from './setup-dotnet.ts'
import { setupGo } from './setup-go.ts'
import { setupRuby } from './setup-ruby.ts'

/** The actions that set up a tool, served by what the machine has. */
export const toolActions: readonly ServedAction[] = [
  ...[
    ...[setupNode, setupPython, setupGo, setupJava, setupGraalvm, setupDotnet, setupRuby],
    ...[rustToolchain, actionsRsToolchain, moonrepoRust],
    ...[setupPnpm, setupUv, setupPhp, setupGradle, setupPoetry, golangciLint],
    ...plainTools,
    ...runTools,
  ].map(serveTool),
  ...pairsOfTools.map(servePair),
  ...[installAction, composerInstall, wrapperValidation],
]
