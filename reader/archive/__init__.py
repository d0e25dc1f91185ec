"""`reader archive translate`: a collection of articles, on one machine or many.

A plan is five steps, each a list of units that depend on no other unit of their step: articles are
split into sentences (`splitting`); what is the same is gathered, translated once and put back in
all its places (`translating`, three steps); the articles are written (`writing`). What a unit makes
is a file that appears when it is whole; a unit whose file is there is done. `running` gives units
to this process, or to Ray Data.
"""
