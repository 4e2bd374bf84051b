"""Whether the public rows say what the newest public versions say: made anew, and compared."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import batched
from typing import Any
