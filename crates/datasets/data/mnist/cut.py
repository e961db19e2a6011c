"""Cuts the first 5,000 training and 1,000 test images out of MNIST.

    python cut.py FOLDER

FOLDER holds MNIST's four uncompressed files. They are held to their checksums; then the four
smaller files are written beside this script, and their checksums printed.
"""

import gzip
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
# Name, dimensions, how many samples are kept, SHA-256 of the whole file.
FILES = [
    (
        "train-images-idx3-ubyte",
        [60_000, 28, 28],
        5_000,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    (
        "train-labels-idx1-ubyte",
        [60_000],
        5_000,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    (
        "t10k-images-idx3-ubyte",
        [10_000, 28, 28],
        1_000,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    (
        "t10k-labels-idx1-ubyte",
        [10_000],
        1_000,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
]


def header(dimensions):
    """Two zeros, the kind of number (8: an unsigned byte), how many dimensions, and each."""
    sizes = b"".join(size.to_bytes(4, "big") for size in dimensions)
    return bytes([0, 0, 8, len(dimensions)]) + sizes


def main(folder):
    for name, dimensions, kept, checksum in FILES:
        whole = (folder / name).read_bytes()
        if hashlib.sha256(whole).hexdigest() != checksum:
            sys.exit(f"{folder / name}: not MNIST's file, or damaged")
        old = header(dimensions)
        if not whole.startswith(old):
            sys.exit(f"{folder / name}: other dimensions than {dimensions}")
        sample = (len(whole) - len(old)) // dimensions[0]
        numbers = whole[len(old) : len(old) + kept * sample]
        part = header([kept, *dimensions[1:]]) + numbers
        # No time stamp, so that the same bytes come out on every day.
        packed = gzip.compress(part, compresslevel=9, mtime=0)
        (HERE / f"{name}.gz").write_bytes(packed)
        print(f"{name}.gz {len(packed)} {len(part)} {hashlib.sha256(part).hexdigest()}")


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(pathlib.Path(sys.argv[1]))
