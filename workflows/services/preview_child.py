"""What runs in the drawing process: one page of one PDF, without Django and database.

A file from outside may crash PDFium, or keep it busy: see reader_child.
"""

import os
import resource
from contextlib import suppress
from multiprocessing import connection

from workflows.reading.files.pdf_pictures import picture_of

MEMORY = 1024**3  # bytes of address space
CPU_SECONDS = 10


def work(pipe: connection.Connection, content: bytes, number: int) -> None:
    """Send (pages, PNG), or None where the page cannot be drawn; then end."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: tuple[int, bytes] | None = None
    # Whatever PDFium does not like about it: the page is then not shown.
    with suppress(Exception):
        answer = picture_of(content, number)
    with suppress(BrokenPipeError):
        pipe.send(answer)
    pipe.close()
