"""What words alone cannot say: values of a record that hang together. One function for each register that needs it."""

from khcn.config.demo.making import Shape
from khcn.config.demo.shapes import enterprises, money, movement, people, property, resources, tasks

SHAPES: dict[str, Shape] = {
    **people.SHAPES,
    **enterprises.SHAPES,
    **property.SHAPES,
    **resources.SHAPES,
    **movement.SHAPES,
    **money.SHAPES,
    **tasks.SHAPES,
}
