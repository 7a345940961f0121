"""The child's side of the sandbox: takes the limits, then runs ``main`` of one module. Run by its path.

Arguments: the folder to import from, the module, bytes of memory, seconds of processor, the module's own.
"""

import importlib
import resource
import sys

OUT_OF_ROOM = 3


def take_limits(memory: int, seconds: int) -> None:
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),  # the answer goes through a pipe
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def main() -> None:
    root, module, memory, seconds, *arguments = sys.argv[1:]
    take_limits(int(memory), int(seconds))
    sys.path.append(root)
    sys.argv = [module, *arguments]
    try:
        importlib.import_module(module).main()
        sys.stdout.flush()
    except MemoryError:
        sys.exit(OUT_OF_ROOM)


if __name__ == "__main__":
    main()
