# Only `make bench` installs it; what is used of it stands here, so that the types are checked without it.
from collections.abc import Mapping
from contextlib import AbstractContextManager

def rc_context(rc: Mapping[str, object]) -> AbstractContextManager[None]: ...
