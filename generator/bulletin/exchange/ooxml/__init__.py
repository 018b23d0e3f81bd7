"""Workbooks (.xlsx, ECMA-376) as anybody's program may have written them: every cell, or refused.

What a file says of itself (``dimension``, sizes, counts, a zip's directory) is a claim and is not
believed; the bytes are counted as they come, so that no file takes long or much memory.
"""
