"""Documents set by Typst: one after the other they take no more memory than the first."""

import subprocess
import sys

import pytest

PROGRAM = """
import ctypes
from pathlib import Path
from tempfile import mkdtemp
from kleinstadt.report.drawing.typesetting import typeset

class Template:
    def __init__(self, number):
        self.number = number

    def read_bytes(self):
        return f"#let told = json(sys.inputs.content)\\n#lorem(20000) #told.number {self.number}".encode()

def own_mb():
    ctypes.CDLL(None).malloc_trim(0)
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024

folder = Path(mkdtemp())
try:
    taken = []
    for number in range(5):
        assert typeset(Template(number), {"number": number}, folder).startswith(b"%PDF")
        taken.append(own_mb())
    assert not list(folder.iterdir())
finally:
    folder.rmdir()
print(taken[-1] - taken[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by Linux")
def test_what_typst_remembers_of_documents_is_forgotten() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 15, "each of these keeps some 24 MB until ten others were set"
