"""Dependency audit for `make check`: pip-audit where its database can be reached.

An office without internet cannot reach the advisory database; then the audit says so and lets
the check go on, since the pins themselves are reviewed. A vulnerability found fails the check.
"""

import subprocess
import sys

_UNREACHABLE = (
    "ConnectionError",
    "Max retries",
    "NameResolutionError",
    "ServiceError",
    "ProxyError",
)
_SECONDS = 120


def main() -> int:
    """Exit status of the audit."""
    command = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        sys.stdout.write("dependency audit: advisory database not reached in time; skipped\n")
        return 0
    said = done.stdout + done.stderr
    if done.returncode and any(word in said for word in _UNREACHABLE):
        sys.stdout.write("dependency audit: advisory database not reachable; skipped\n")
        return 0
    unknown = said.count("could not be audited")
    if unknown:
        sys.stdout.write(f"dependency audit: no advisory data for {unknown} package(s) here\n")
    found = [line for line in said.splitlines() if "could not be audited" not in line]
    sys.stdout.write("\n".join(found)[-4000:] + "\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
