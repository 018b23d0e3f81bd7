"""What ``bulletin`` runs first: it heeds Ctrl-C before anything heavy is loaded."""

import signal
import sys

from bulletin.stop import INTERRUPTED, STOPPED, loading, quit_now


def main() -> None:
    """Run the command line; Ctrl-C ends it with one line and exit code 130."""
    try:
        with loading():
            from bulletin.cli.main import main as run  # noqa: PLC0415 - heavy
        run()
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(INTERRUPTED)
    finally:
        signal.signal(signal.SIGINT, quit_now)  # what is left is the interpreter's own


if __name__ == "__main__":
    main()
