"""The selection: who is better and how surely, who judges what, who goes where, who is paid, who is drawn.

It computes in one thread: then the bits don't depend on how many cores a machine has, and no page waits for
cores that a small matrix has woken. The numerical libraries read this once, when they are loaded, so it
stands before them; whoever sets it otherwise keeps it.
"""

import os

for library in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(library, "1")
