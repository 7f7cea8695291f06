x, y = tensor([1.5, -2.3, 5.0]), tensor([2.0, 0.7, -3.0])
for mode in ("floor", "trunc"):
    case("rounded_quotient", x=x, y=y, mode=mode)
for name in ("written_nowhere", "empty_slice", "empty_list", "joined_with_nothing", "without_labels"):
    case(name, x=x, y=y)
for way in ("fill", "zero", "slice", "copy", "twice", "index", "index_copy"):
    case("overwritten", x=x, y=y, way=way)
case("shortest", costs=normal(3, 4))
for cut in (False, True):
    case("needs", x=x, y=y, cut=cut)
case("Scaled", parameters={"scale": tensor([2.0, 3.0]), "unused": tensor([1.0, 1.0])}, x=normal(3, 2))
case("detached_leaf", x=x, y=y)
case("written_through", x=x)
case("Normed", init={"width": 2, "single": True}, x=normal(2, 4))
case("Normed", init={"width": 2, "single": False}, x=normal(2, 3, 2))
