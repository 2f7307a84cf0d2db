"""Making the demo through the actions of the other rooms, each step at its own moment of the past year."""

from lianxin.demo.actions.hiring import PASSWORD
from lianxin.demo.actions.making import Made, make_demo

__all__ = ["PASSWORD", "Made", "make_demo"]
