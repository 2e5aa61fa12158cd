"""Roots and inclusion proofs of pymerkle, in an environment of its own, as JSON lines.

pymerkle is under the GPL. Nothing of ours imports it or ships it; it is run as another program.
Entry i is the number i in decimal. Input: a JSON list of [size, [places]].
"""

import json
import sys

from pymerkle import InmemoryTree


def main(asked: list[tuple[int, list[int]]]) -> None:
    """Of each size: the root, and of each place the inclusion path."""
    tree = InmemoryTree(algorithm="sha256")
    for size, places in sorted(asked):
        for i in range(tree.get_size(), size):
            tree.append_entry(str(i).encode())
        inclusion = {}
        for m in places:
            # Their places count from 1, and their paths begin with the leaf itself.
            inclusion[m] = [x.hex() for x in tree.prove_inclusion(m + 1, size).path[1:]]
        told = {
            "size": size,
            "root": tree.get_root(size).hex(),
            "inclusion": inclusion,
        }
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(json.load(sys.stdin))
