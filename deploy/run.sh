#!/usr/bin/env bash
# Starts the portal with its demo world, or as the settings in the environment say.
set -euo pipefail
cd -P "$(dirname "$0")/.."
export PORT=${PORT:-8000}
export PORTAL_MODE=${PORTAL_MODE:-demo}
export PORTAL_DATA=${PORTAL_DATA:-./var}
export PORTAL_BASE_URL=${PORTAL_BASE_URL:-http://localhost:$PORT}
exec .venv/bin/portal serve
