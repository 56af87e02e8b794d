#!/usr/bin/env bash
# Sets the portal up inside its checkout: `setup.sh run` for running it, `setup.sh test` for all that CI needs.
# Each step leaves the digest of what it was made from, so a second call has nothing to do and needs no network.
set -euo pipefail
cd -P "$(dirname "$0")/.."
source deploy/system.sh
purpose=${1:-run}

# once STEP STAMP FILES: runs the step unless its stamp says that it was made from these very files.
once() {
    local step=$1 stamp=$2 digest
    shift 2
    digest=$(cat "$@" deploy/setup.sh | sha256sum)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$digest" ]; then
        "$step"
        echo "$digest" >"$stamp"
    fi
}

# environment: a virtual environment in the checkout; one that was moved or lost its Python is made anew.
environment() {
    if ! { .venv/bin/python -c '' && head -3 .venv/bin/pip | grep -qF "$PWD/.venv/bin/"; } 2>/dev/null; then
        provide $(missing_for_install)
        echo "Making the virtual environment"
        rm -rf .venv
        "$(find_python)" -m venv .venv
    fi
}

# pip_install ARGUMENTS: pip of the environment, quiet unless it fails.
pip_install() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check --root-user-action=ignore "$@"
}

# python_packages: the whole lock with its digests, then the portal itself without asking for anything more.
python_packages() {
    echo "Installing the Python packages (about a minute)"
    pip_install --require-hashes -r requirements.txt
    pip_install --no-deps --no-index --no-build-isolation --editable .
}

# node_packages: style, script and fonts by npm, which comes from PyPI where the machine has none.
node_packages() {
    echo "Installing style, script and fonts"
    command -v npm >/dev/null || pip_install --require-hashes -r deploy/requirements-node.txt
    PATH="$PATH:$PWD/.venv/bin" npm ci --loglevel=error --no-progress >/dev/null
}

# served_files: what browsers and letters get of the packages, and nothing else.
served_files() {
    deploy/vendor.sh
}

# translations: every catalogue that is newer than what was compiled from it.
translations() {
    local catalogue
    for catalogue in portal/translations/*/LC_MESSAGES/*.po; do
        [ -e "$catalogue" ] || continue
        [ "${catalogue%.po}.mo" -nt "$catalogue" ] ||
            .venv/bin/pybabel --quiet compile --input-file "$catalogue" --output-file "${catalogue%.po}.mo"
    done
}

environment
provide $(missing_for_run)
if [ "$purpose" = test ]; then provide $(missing_for_test); fi
once python_packages .venv/made-from requirements.txt pyproject.toml
once node_packages node_modules/.made-from package.json package-lock.json
once served_files portal/static/vendor/.made-from requirements.txt package-lock.json deploy/vendor.sh
translations
