"""``python -m kg.cli``, for where the ``kg`` script is not on the path."""

import sys

from kg.cli import main

sys.exit(main())
