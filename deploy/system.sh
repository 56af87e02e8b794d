# What the portal needs from the operating system; sourced by setup.sh.
# Missing Debian packages are installed where that is allowed, and otherwise named in one sentence.

# refuse SENTENCE: stop set-up and say what the person can do.
refuse() {
    printf '\n%s\n' "$1" >&2
    exit 1
}

# find_python: prints the first Python on the path that is new enough.
find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

# missing_for_install: prints the Debian packages without which no virtual environment can be made.
missing_for_install() {
    local python
    python=$(find_python)
    [ -n "$python" ] || echo python3
    [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

# missing_for_run: prints the Debian packages that letters need and whose libraries programs don't find here.
missing_for_run() {
    .venv/bin/python - <<'PYTHON'
import ctypes

for package, library in [
    ("libpango-1.0-0", "libpango-1.0.so.0"),
    ("libpangoft2-1.0-0", "libpangoft2-1.0.so.0"),
    ("libharfbuzz-subset0", "libharfbuzz-subset.so.0"),
]:
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
PYTHON
}

# missing_for_test: prints the Debian packages that only the tests need and this machine lacks.
missing_for_test() {
    command -v git >/dev/null || echo git
    command -v chromium >/dev/null || echo chromium
    command -v pdftotext >/dev/null || echo poppler-utils
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
}

# provide PACKAGES: has them installed, or tells the person how to do it.
provide() {
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        refuse "Please install these first: $*. On Debian: sudo apt-get install $*. Then call make again."
    fi
    echo "Installing from Debian: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null || refuse "apt-get could not read its package lists; $* could not be installed."
    case " $* " in *" postgresql "*) no_server_of_its_own ;; esac
    apt_install "$@" || refuse "apt-get could not install $*. Please install them by hand, then call make again."
}

# apt_install PACKAGES: installs quietly, and shows what apt-get said only if it fails.
apt_install() {
    local words
    words=$(apt-get install -y -q --no-install-recommends "$@" 2>&1) || { echo "$words" >&2; return 1; }
}

# no_server_of_its_own: the tests start their own PostgreSQL, so Debian's need not start one for the machine.
no_server_of_its_own() {
    [ ! -d /etc/postgresql-common ] || return 0
    apt_install postgresql-common && echo "create_main_cluster = false" >>/etc/postgresql-common/createcluster.conf
}
