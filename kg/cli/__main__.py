"""``python -m kg.cli``, for where the ``kg`` script is not on the path."""

import sys

from kg.cli import main

if __name__ == "__main__":  # the workers of a cluster load this file too
    sys.exit(main())
