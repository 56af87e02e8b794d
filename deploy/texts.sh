#!/usr/bin/env bash
# Brings every catalogue of translations up to date with the sentences of code and templates.
# `deploy/texts.sh tr` begins the catalogue of a further language.
set -euo pipefail
cd -P "$(dirname "$0")/.."
sentences=$(mktemp)
trap 'rm -f "$sentences"' EXIT

# Babel passes over folders that begin with an underscore unless it is told which ones to pass over.
.venv/bin/pybabel --quiet extract --mapping-file pyproject.toml --ignore-dirs ".* node_modules var" \
    --keywords "say _l lazy_gettext" --no-location --no-wrap --sort-output --project portal --version 1 \
    --output-file "$sentences" .

for language in "$@"; do
    .venv/bin/pybabel --quiet init --locale "$language" --no-wrap \
        --input-file "$sentences" --output-dir portal/translations
done
# A guess by likeness would pass for a translation, so what is new stays empty until somebody has written it.
.venv/bin/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
    --input-file "$sentences" --output-dir portal/translations
