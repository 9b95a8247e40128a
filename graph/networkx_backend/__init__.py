"""Projections, or graphs of networkx, in; what networkx's own functions answer, computed on the arrays, out.

networkx finds it by the entry points `networkx.backends` (interface) and `networkx.backend_info` (info), both named
`rapport`. A function is added by writing it in a module here with networkx's name and parameters, importing it in
interface, and naming it in info.
"""
