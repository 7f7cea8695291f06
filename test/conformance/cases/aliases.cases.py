x, y = normal(3, 3), normal(3)
case("repeated_row", x=x, y=y)
for name in ("reshaped_copy", "made_contiguous", "written_through_steps", "copied_onto_itself", "grids"):
    case(name, x=x)
case("kinds_of_number", x=tensor([1.4, 2.0, -0.5, 3.7]), mask=bools([1, 0, 0, 1]), classes=ints([1, 2, 0, 3]))
