"""One thread for NumPy. OpenBLAS starts one for each core, and they spin while they wait.

This must be imported before NumPy is.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
