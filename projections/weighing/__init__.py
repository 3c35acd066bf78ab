"""Weighing: claims, rules and deadlines in, changes of the view out (see `weighing.Weighing`).

===============  =======================================================================
`weighing`       the fold itself
`readings`       which reading of an article counts
`statements`     claims, with the standing of who makes them
`register`       which mention speaks of which round (`identity`, `grouping`, `copies`)
`rounds`         the cells of the rounds of one process
`choosing`       one value out of several (`dates`); `status`, `members`, `course`
`cells`          a cell with its standing and the claims it cites
`comparing`      what differs from the view, as events (`changes`)
===============  =======================================================================
"""

from projections.weighing.weighing import RESOLVER_VERSION, Weighing

__all__ = ["RESOLVER_VERSION", "Weighing"]
