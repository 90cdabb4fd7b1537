"""What follows a look: features of a moment, labels, and trained heads scored by NumPy alone.

`features` for worker and page alike, `moments` and `samples` to learn from, `scores` to serve, and
`loading`, which alone knows Django, to find what serves. No torch.
"""
