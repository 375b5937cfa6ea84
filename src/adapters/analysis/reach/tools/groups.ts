import type { GroupName, ToolFiles } from './tool.ts'

/** Files by which a version of the language is chosen; https://mise.jdx.dev/configuration.html reads them all. */
const VERSIONS = '.tool-versions mise.toml .mise.toml mise.local.toml .config/mise.toml .prototools'

/** Modules that a runner of Python cannot do without: a file of that name where it looks first would be run in its place. */
const STANDARD =
  '{abc,argparse,ast,atexit,bdb,collections,contextlib,copy,dataclasses,difflib,dis,enum,fnmatch,functools,glob,importlib,inspect,io,itertools,linecache,operator,os,pathlib,pdb,pkgutil,platform,pprint,re,runpy,shlex,shutil,signal,site,sysconfig,tempfile,textwrap,threading,tokenize,traceback,typing,unittest,doctest,warnings,weakref,zipfile}'

/** Namespaces of tools that test PHP: what is told to lie elsewhere is loaded in their place. The empty one takes all. */
const IN_PLACE_OF_PHP = ['autoload', 'autoload-dev']
  .flatMap((one) => [`${one}.psr-4`, `${one}.psr-0`])
  .flatMap((one) =>
    ['', 'PHPUnit*', 'SebastianBergmann*', 'Pest\\*', 'Mockery*', 'Prophecy*', 'Codeception*', 'Behat*'].map(
      (name) => `${one}.${name}`,
    ),
  )
  .concat('replace.phpunit/*', 'replace.pestphp/*', 'provide.phpunit/*', 'repositories')
  .join(',')

/** What an installation takes, from where it is said to be. */
const LOCKED = 'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml'
  .split(' ')
  .map((name) => `${name}#elsewhere`)
  .join(' ')
const REQUIRED =
  '*requirements*.txt *requirements*.in requirements/**/*.txt requirements/**/*.in *constraints*.txt'
    .split(' ')
    .map((name) => `${name}#elsewhere`)
    .join(' ')

/** Gems that test: a version may become another one, but no folder and no other repository. */
const GEMS =
  'minitest minitest-reporters rspec rspec-core rspec-expectations rspec-mocks rspec-rails test-unit rake rubocop simplecov cucumber capybara mocha webmock shoulda shoulda-matchers standard'
    .split(' ')
    .map((name) => `gems.${name}~`)
    .concat('evals', 'sources', 'code')
    .join(',')

/** Crates that test: a version may become another one, but no folder and no other repository. */
const CRATES =
  'pretty_assertions assert_cmd assert_fs assert_matches insta proptest quickcheck rstest test-case mockall claims similar-asserts googletest trybuild predicates serial_test'
    .split(' ')
    .flatMap((name) => [
      `dev-dependencies.${name}~`,
      `dependencies.${name}~`,
      `workspace.dependencies.${name}~`,
    ])
    .join(',')

/** What all tools of a language or a build share. */
export const GROUPS: Readonly<Record<GroupName, ToolFiles>> = {
  // https://docs.npmjs.com/cli/configuring-npm/folders · https://yarnpkg.com/advanced/pnp-spec · https://pnpm.io/pnpmfile
  node: {
    reads: `package.json#packageManager,devEngines,volta,config,wireit,pnpm.patchedDependencies,patchedDependencies,elsewhere ${LOCKED}`,
    loads: `.npmrc .yarnrc .yarnrc.yml .pnp.js .pnp.cjs .pnp.loader.mjs .pnpmfile.cjs .pnpmfile.mjs pnpmfile.js .nvmrc .node-version .n-node-version pnpm-workspace.yaml#packages+,overrides,patchedDependencies,configDependencies,pnpmfilePath package.json#workspaces+,workspaces.packages+ .yarn/{releases,plugins,patches,sdks}/** patches/** ${VERSIONS}`,
    anywhere: 'node_modules/**',
  },
  // https://babeljs.io/docs/config-files · https://swc.rs/docs/configuration/swcrc
  babel: { reads: 'babel.config.* .babelrc .babelrc.* .swcrc .browserslistrc package.json#babel' },
  // https://www.typescriptlang.org/tsconfig: a list of projects or of files may grow.
  tsconfig: {
    reads:
      'tsconfig*.json#extends,compilerOptions,files+,include+,exclude,references+,ts-node,vueCompilerOptions,angularCompilerOptions tsconfig.*.json#extends,compilerOptions,files+,include+,exclude,references+ jsconfig.json',
  },
  vite: { reads: 'vite.config.* package.json#vite' },
  // https://docs.python.org/3/library/site.html · https://docs.python.org/3/using/cmdline.html: the folder of the script comes first.
  python: {
    reads: `pyproject.toml#build-system.build-backend,build-system.backend-path,elsewhere ${REQUIRED}`,
    loads: `.python-version .python-versions pyvenv.cfg runtime.txt pip.conf ${STANDARD}.py ${STANDARD}/__init__.py {tests,test}/${STANDARD}.py ${VERSIONS}`,
    anywhere:
      'sitecustomize.py usercustomize.py *.pth sitecustomize/** usercustomize/** *.egg-link _virtualenv.py',
  },
  // https://bundler.io/man/bundle-config.1.html
  ruby: {
    reads: `Gemfile#${GEMS} gems.rb#${GEMS} gemfiles/*.gemfile#${GEMS}`,
    loads: `.ruby-version .ruby-gemset .rvmrc .bundle/config .bundle/plugin/** lib/minitest/*_plugin.rb lib/bundler/** .irbrc ${VERSIONS}`,
    anywhere: 'vendor/bundle/** {spec,test}/support/**/*.rb#filters',
  },
  // https://getcomposer.org/doc/04-schema.md
  php: {
    reads:
      'composer.json#autoload-dev.files,' +
      IN_PLACE_OF_PHP +
      ',config.allow-plugins,config.platform,extra.phpstan,config.vendor-dir,config.bin-dir composer.lock#elsewhere',
    loads: `.php-version .php-ini php.ini .user.ini auth.json ${VERSIONS}`,
    anywhere:
      'vendor/autoload.php vendor/composer/** vendor/bin/** vendor/{phpunit,pestphp,sebastian,mockery,phpstan,vimeo,squizlabs}/**',
  },
  // https://go.dev/ref/mod#go-mod-file-replace · https://go.dev/ref/mod#vendoring
  go: {
    reads: 'go.mod#module,replace,toolchain,godebug',
    loads: `go.work go.env vendor/modules.txt#lines+ vendor/github.com/{stretchr,onsi,google/go-cmp,matryer,frankban}/** .go-version ${VERSIONS}`,
  },
  // https://doc.rust-lang.org/cargo/reference/build-scripts.html · https://rust-lang.github.io/rustup/overrides.html
  rust: {
    reads:
      'Cargo.toml#package.name,package.build,package.autotests,package.metadata.nextest,lib.test,lib.doctest,lib.harness,test+,bench+,profile,patch,replace,lints,workspace.lints,workspace.members+,workspace.default-members+,workspace.exclude,' +
      CRATES,
    loads: `rust-toolchain rust-toolchain.toml .cargo/config .cargo/config.toml ${VERSIONS}`,
    anywhere: 'build.rs .cargo/config .cargo/config.toml *.rs#include!',
  },
  // https://maven.apache.org/pom.html: what is built and how, and profiles; dependencies and versions stay free.
  maven: {
    reads:
      'pom.xml#build,profiles,reporting,origins,repositories,parent.groupId,parent.artifactId,parent.relativePath,parent.version~,packaging,pluginRepositories,properties.*kip*,properties.*test*gnore*,properties.maven.test.*,properties.surefire.*,properties.failsafe.*,properties.jacoco.*,properties.checkstyle.*,properties.argLine,modules+ checkstyle*.xml pmd*.xml spotbugs*.xml',
    loads: `.mvn/** mvnw mvnw.cmd .java-version .sdkmanrc lombok.config config/checkstyle/** ${VERSIONS}`,
    anywhere:
      'junit-platform.properties META-INF/services/org.junit.** META-INF/services/org.testng.** java/org/junit/** java/org/testng/** java/org/assertj/** java/org/hamcrest/** testng*.xml',
  },
  // https://docs.gradle.org/current/userguide/build_lifecycle.html: the blocks that say what is run; dependencies stay free.
  gradle: {
    reads:
      'build.gradle#!dependencies build.gradle.kts#!dependencies *.gradle#!dependencies *.gradle.kts#!dependencies',
    loads: `gradle/*.versions.toml#origins settings.gradle#!dependencies settings.gradle.kts#!dependencies gradle.properties#org.gradle.*,systemProp.*,*kip*,*est*,*gnore*,*xclude*,*heck*,*int*,*arning*,*overage*,*acoco*,*ailOn*,*ailFast*,*ailure*,*rrors*,*trict* gradlew gradlew.bat gradle/wrapper/** init.gradle init.gradle.kts init.d/** buildSrc/** .java-version .sdkmanrc config/{checkstyle,pmd,spotbugs,detekt,codenarc}/** lombok.config ${VERSIONS}`,
    anywhere:
      'junit-platform.properties META-INF/services/org.junit.** META-INF/services/org.testng.** java/org/junit/** java/org/testng/** java/org/assertj/** java/org/hamcrest/**',
  },
  // https://cmake.org/cmake/help/latest/command/add_test.html: sources may be added, what is run and how may not.
  cmake: {
    reads:
      'CMakeLists.txt#!sources CMakePresets.json CMakeUserPresets.json CMakeCache.txt CTestTestfile.cmake',
    loads: 'cmake/**/!(Find*).cmake toolchain.cmake',
  },
  // https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory
  dotnet: {
    reads:
      '*.csproj#!references *.fsproj#!references *.vbproj#!references *.sln#!projects *.slnx#!projects *.slnf Directory.Build.props Directory.Build.targets Directory.Build.rsp Directory.Solution.props Directory.Solution.targets *.runsettings .runsettings xunit.runner.json *.ruleset .editorconfig .globalconfig coverlet.*.json coverlet.json',
    loads: `global.json nuget.config NuGet.config NuGet.Config .config/dotnet-tools.json testconfig.json ${VERSIONS}`,
  },
  kotlin: { loads: `.java-version .sdkmanrc ${VERSIONS}` },
}
