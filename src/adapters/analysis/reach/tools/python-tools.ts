import type { Tool } from './tool.ts'

/** https://docs.pytest.org/en/stable/reference/customize.html: `pytest.toml` and `pytest.ini` before all, even when they are empty. */
const RUNNERS: readonly Tool[] = [
  {
    names: 'pytest py.test pytest-xdist ptw pytest-watch',
    reads:
      'pytest.toml .pytest.toml pytest.ini .pytest.ini pyproject.toml#tool.pytest,tool.pytest-*,tool.xdist,project.entry-points.pytest11,tool.poetry.plugins.pytest11 tox.ini#pytest setup.cfg#tool:pytest,pytest,aliases,options.entry_points.pytest11 setup.py#pytest11 .coveragerc* pyproject.toml#tool.coverage setup.cfg#coverage:* tox.ini#coverage:*',
    anywhere: 'conftest.py conftest.pyc {tests,test}/**/__init__.py#code',
    modules: 'pytest _pytest pluggy py iniconfig xdist pytest_cov pytest_asyncio',
    with: ['python'],
  },
  {
    names: 'python python2 python3 py pypy pypy3 ipython',
    modules: 'unittest doctest',
    with: ['python'],
  },
  {
    names: 'unittest',
    anywhere: '{tests,test}/**/__init__.py#code',
    modules: 'unittest doctest',
    with: ['python'],
  },
  {
    names: 'nose nose2 nosetests',
    reads:
      'nose.cfg .noserc unittest.cfg nose2.cfg setup.cfg#nosetests,unittest pyproject.toml#tool.nose2,tool.unittest',
    modules: 'nose nose2 unittest',
    with: ['python'],
  },
  {
    names: 'stestr testr stestr-run',
    reads: '.stestr.conf .testr.conf pyproject.toml#tool.stestr tox.ini#stestr',
    modules: 'stestr',
    with: ['python'],
  },
  {
    names: 'behave lettuce',
    reads: 'behave.ini .behaverc setup.cfg#behave tox.ini#behave pyproject.toml#tool.behave',
    anywhere: 'features/environment.py',
    modules: 'behave',
    with: ['python'],
  },
  { names: 'robot pabot', reads: 'robot.toml pyproject.toml#tool.robot', modules: 'robot', with: ['python'] },
  { names: 'django-admin manage.py', with: ['python'] },
  {
    names: 'tox',
    reads: 'tox.toml pyproject.toml#tool.tox,env_list',
    loads: 'toxfile.py',
    modules: 'tox',
    with: ['python'],
  },
  { names: 'nox', loads: 'noxfile.py', modules: 'nox', with: ['python'] },
  {
    names: 'hypothesis mutmut cosmic-ray',
    reads: 'pyproject.toml#tool.hypothesis,tool.mutmut setup.cfg#mutmut',
    modules: 'hypothesis',
    with: ['python'],
  },
]

/** https://docs.astral.sh/ruff/configuration · https://mypy.readthedocs.io/en/stable/config_file.html · https://flake8.pycqa.org/en/latest/user/configuration.html · https://coverage.readthedocs.io/en/latest/config.html */
const LINTERS: readonly Tool[] = [
  {
    names: 'ruff',
    anywhere: '*.{py,pyi}#ruff:noqa',
    reads: 'ruff.toml .ruff.toml pyproject.toml#tool.ruff .gitignore',
    modules: 'ruff',
    with: ['python'],
  },
  {
    names: 'flake8',
    anywhere: '*.{py,pyi}#ruff:noqa',
    reads: '.flake8 setup.cfg#flake8,flake8:* tox.ini#flake8,flake8:* pyproject.toml#tool.flake8',
    modules: 'flake8 pyflakes pycodestyle mccabe',
    with: ['python'],
  },
  {
    names: 'pylint',
    anywhere: '*.py#pylint:skip-file',
    reads:
      '.pylintrc pylintrc .pylintrc.toml pylintrc.toml pyproject.toml#tool.pylint setup.cfg#pylint,pylint.*,MASTER,MESSAGES* tox.ini#pylint,pylint.*',
    modules: 'pylint astroid',
    with: ['python'],
  },
  {
    names: 'pycodestyle pydocstyle pyflakes pydoclint interrogate vulture',
    reads:
      '.pydocstyle* .pydocstylerc setup.cfg#pycodestyle,pep8,pydocstyle,tool:interrogate tox.ini#pycodestyle,pep8,pydocstyle,tool:interrogate pyproject.toml#tool.pydocstyle,tool.pydoclint,tool.interrogate,tool.vulture',
    modules: 'pycodestyle pydocstyle pyflakes',
    with: ['python'],
  },
  {
    names: 'mypy dmypy stubtest',
    loads: 'typings/**/*.pyi',
    anywhere: '*.{py,pyi}#mypy:ignore-errors',
    reads: 'mypy.ini .mypy.ini pyproject.toml#tool.mypy setup.cfg#mypy,mypy-*',
    modules: 'mypy mypy_extensions',
    with: ['python'],
  },
  {
    names: 'pyright basedpyright',
    loads: 'typings/**/*.pyi',
    reads: 'pyrightconfig.json pyproject.toml#tool.pyright,tool.basedpyright',
    modules: 'pyright',
    with: ['python'],
  },
  {
    names: 'pyre pytype ty pyrefly',
    reads:
      '.pyre_configuration .watchmanconfig pytype.cfg ty.toml pyrefly.toml pyproject.toml#tool.pytype,tool.ty,tool.pyrefly setup.cfg#pytype',
    modules: 'pytype',
    with: ['python'],
  },
  {
    names: 'black blue',
    reads: 'pyproject.toml#tool.black,tool.blue .gitignore',
    modules: 'black',
    with: ['python'],
  },
  {
    names: 'isort',
    anywhere: '*.{py,pyi}#isort:skip_file',
    reads: '.isort.cfg pyproject.toml#tool.isort setup.cfg#isort,tool:isort tox.ini#isort .editorconfig',
    modules: 'isort',
    with: ['python'],
  },
  {
    names: 'yapf autopep8 autoflake pyupgrade',
    reads:
      '.style.yapf .yapfignore setup.cfg#yapf,autopep8,autoflake pyproject.toml#tool.yapf,tool.autopep8,tool.autoflake',
    modules: 'yapf',
    with: ['python'],
  },
  {
    names: 'bandit',
    reads: '.bandit bandit.yaml bandit.yml pyproject.toml#tool.bandit setup.cfg#bandit',
    modules: 'bandit',
    with: ['python'],
  },
  {
    names: 'codespell typos',
    reads:
      '.codespellrc setup.cfg#codespell pyproject.toml#tool.codespell,tool.typos typos.toml _typos.toml .typos.toml',
    modules: 'codespell_lib',
    with: ['python'],
  },
  {
    names: 'coverage coverage3',
    reads:
      '.coveragerc .coveragerc.toml setup.cfg#coverage:* tox.ini#coverage:* pyproject.toml#tool.coverage',
    modules: 'coverage',
    with: ['python'],
  },
  {
    names: 'diff-cover import-linter lint-imports deptry',
    reads:
      '.importlinter setup.cfg#importlinter,importlinter:* pyproject.toml#tool.importlinter,tool.deptry,tool.diff_cover',
    with: ['python'],
  },
  {
    names: 'pre-commit prek',
    reads: '.pre-commit-config.yaml .pre-commit-config.yml .pre-commit-hooks.yaml prek.toml',
    with: ['python'],
  },
  {
    names: 'djlint sqlfluff yamllint',
    reads:
      '.djlintrc .sqlfluff .sqlfluffignore .yamllint .yamllint.yaml .yamllint.yml setup.cfg#sqlfluff tox.ini#sqlfluff pyproject.toml#tool.djlint,tool.sqlfluff',
    with: ['python'],
  },
]

/** https://pip.pypa.io/en/stable/topics/configuration · https://docs.astral.sh/uv/concepts/configuration-files · https://docs.python.org/3/library/site.html */
const MANAGERS: readonly Tool[] = [
  {
    names: 'pip pip3 uv uvx poetry pdm hatch rye pixi conda mamba build twine check-manifest',
    reads:
      'uv.toml poetry.toml pdm.toml .pdm.toml hatch.toml pip.conf pyproject.toml#tool.hatch.envs,tool.pdm.scripts,tool.poe,tool.check-manifest',
    with: ['python'],
  },
]

/** https://pipenv.pypa.io/en/stable/shell.html#automatic-loading-of-env · https://pixi.sh · https://pydoit.org */
const TASKS: readonly Tool[] = [
  { names: 'pipenv', loads: '.env', with: ['python'] },
  { names: 'doit', reads: 'dodo.py pyproject.toml#tool.doit', with: ['python'] },
  { names: 'fab', reads: 'fabfile.py', with: ['python'] },
  { names: 'waf', reads: 'wscript waf', with: ['python'] },
]

export const PYTHON_TOOLS: readonly Tool[] = [...RUNNERS, ...LINTERS, ...MANAGERS, ...TASKS]
