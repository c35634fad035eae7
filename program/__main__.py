"""`python -m program <verb>`."""

import sys
from io import TextIOWrapper

from program.cli import main
from program.cli._output import write_all

if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        write_all(sys.stdout)
    sys.exit(main(sys.argv[1:]))
