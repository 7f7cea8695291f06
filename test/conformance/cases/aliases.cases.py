x, y = normal(3, 3), normal(3)
case("repeated_row", x=x, y=y)
for name in ("reshaped_copy", "made_contiguous", "written_through_steps", "copied_onto_itself", "grids"):
    case(name, x=x)
case("kinds_of_number", x=tensor([1.4, 2.0, -0.5, 3.7]), mask=bools([1, 0, 0, 1]), classes=ints([1, 2, 0, 3]))
for how in (0, 1, 2):
    case("numbered", x=normal(2, 3), y=normal(2, 3), side=ints([1, -1]), how=how)
case("unreduced", x=normal(2, 3), y=normal(2, 3), side=ints([1, -1]))
case("captions", scores=normal(3, 4, 5), words=ints([[1, 0, 4, 2], [3, 3, 1, 0], [2, 0, 0, 0]]), lengths=[4, 3, 1], attention=uniform(3, 4, 2))
case("packed_and_back", x=normal(3, 4, 2), lengths=ints([2, 4, 1]))
case("told_apart", x=normal(3))
case("shares", x=normal(4, 3))
