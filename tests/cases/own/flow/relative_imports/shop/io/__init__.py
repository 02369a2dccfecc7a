from .disk import read

__all__ = ["read"]
