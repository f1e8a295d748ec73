# Sourced: the environment that checks, tests and benchmarks share, and a browser for the page.

make_environment "$root/.venv-test" -e "$root[dev]"
test_python="$root/.venv-test/bin/python"

# Browser tests drive Debian's chromium. Without it they skip on a developer's machine and fail in CI.
if ! command -v chromium >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then
    echo "vaultkit: installing chromium for the browser tests (once)" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 ||
      echo "vaultkit: chromium could not be installed; browser tests will say so" >&2
  else
    echo "vaultkit: browser tests need chromium: sudo apt-get install chromium" >&2
  fi
fi
