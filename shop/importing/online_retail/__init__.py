"""UCI Online Retail II (Chen, 2019; CC BY 4.0): a gift shop's raw invoice lines, made into a shop.

`lines` reads and judges single lines; `catalog` gathers products from them, with `titles`, `kinds`
and `looks` reading their descriptions; `history` makes purchases and returns.
"""
