x, y = normal(3, 3), normal(3)
case("repeated_row", x=x, y=y)
for name in ("reshaped_copy", "made_contiguous", "written_through_steps", "copied_onto_itself", "grids"):
    case(name, x=x)
