"""HEAR AND SHOW: the only package that knows FastAPI."""
