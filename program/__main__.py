"""`python -m program <verb>`."""

import sys

from program.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
