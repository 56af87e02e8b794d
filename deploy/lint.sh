#!/usr/bin/env bash
# Format, lint, types and the contracts between the rooms; stops at the first that is broken.
set -euo pipefail
cd -P "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
ruff format --check .
ruff check .
mypy
lint-imports
