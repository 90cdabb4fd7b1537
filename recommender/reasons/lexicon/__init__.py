"""What each language's checker knows: every word that may stand in a sentence, and on what warrant.

A word in none of these lists is unknown, and an unknown word rejects its sentence.
"""
