"""Who may teach, and how much: bots, copies and shilling told from behaviour alone, unsupervised.

`judging` judges shoppers, `steps` single acts, `signals` names what is looked for. Plain NumPy and
SciPy: no Django, no torch. Importing the package loads nothing: pages need only the names.
"""
